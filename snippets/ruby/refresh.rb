# frozen_string_literal: true

# Renews a token, one program at a time, and keeps what came before using it. RFC 6749 §6
require 'json'
require 'oauth2'
require 'tempfile'
require 'time'
require 'timeout'

def setting(name, default = nil)
  value = ENV.fetch(name, '')
  value = default if value.empty?
  value || abort("#{name} is not set.")
end

KEY = setting('BITBUCKET_CONSUMER_KEY')
SECRET = setting('BITBUCKET_CONSUMER_SECRET')
BITBUCKET_URL = setting('BITBUCKET_URL', 'https://bitbucket.org')
API_URL = "#{setting('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0"
TOKEN_FILE = setting('TOKEN_FILE', 'bitbucket-token.json')
# A refresh token that is good no more: in RFC 6749, at Bitbucket until May 2026, and since
SPENT = %w[invalid_grant invalid_request unauthorized_client].freeze

BITBUCKET = OAuth2::Client.new(
  KEY, SECRET,
  token_url: "#{BITBUCKET_URL}/site/oauth2/access_token",
  auth_scheme: :basic_auth,
  max_redirects: 0 # none takes the credentials along
)

def show_user
  token = good_token

  # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
  user = json_of(Timeout.timeout(10) { token.get("#{API_URL}/user") })
  puts "Token of #{user.fetch('display_name')}, good until #{Time.at(token.expires_at).utc.iso8601}"
end

# (Lock) One at a time: whoever had to wait finds what the one before has stored
def good_token
  token = read
  return token if good?(token)
  File.open("#{TOKEN_FILE}.lock", File::RDWR | File::CREAT) do |lock|
    lock.flock(File::LOCK_EX) # unlocked when it closes, by a crash too
    token = read
    good?(token) ? token : refresh(token)
  end
end

# (Refresh) This spends the refresh token: store what comes before using it. RFC 6749 §6
def refresh(old)
  token = Timeout.timeout(10) { old.refresh! }
  store(
    access_token: token.token,
    refresh_token: token.refresh_token, # the old one where none came
    expires_at: token.expires_at || (Time.now.to_i + 7200),
    scope: token['scope'] || token['scopes'] || old['scope']
  )
  read
rescue OAuth2::Error => e
  hint = SPENT.include?(e.code) ? 'Sign in again.' : 'Try again later.'
  abort "#{words_of(e)}. #{hint}"
end

def good?(token)
  token.expires_at > Time.now.to_i + 60
end

# What a parser says of a broken file would show a part of it.
def read
  kept = JSON.parse(File.read(TOKEN_FILE))
  OAuth2::AccessToken.new(
    BITBUCKET, kept.fetch('access_token'),
    refresh_token: kept['refresh_token'],
    expires_at: kept.fetch('expires_at'),
    'scope' => kept['scope']
  )
rescue JSON::ParserError, KeyError, TypeError, SystemCallError
  abort "There is no token in #{TOKEN_FILE}. Sign in first."
end

# Writes a new file, of mode 0600, and renames it: there is always a whole one.
def store(token)
  Tempfile.create('token', File.dirname(File.expand_path(TOKEN_FILE))) do |file|
    file.write(JSON.generate(token))
    file.fsync
    File.rename(file.path, TOKEN_FILE)
  end
end

# What is no JSON is nothing to go on with.
def json_of(response)
  response.parsed.is_a?(Hash) ? response.parsed : abort("HTTP #{response.status}, and no JSON.")
end

# Of the API: error.message. Of the token endpoint: error, error_description. RFC 6749 §5.2
def words_of(refusal)
  case refusal.code
  when Hash then refusal.code['message']
  when String then "#{refusal.code}: #{refusal.description}"
  else "The answer has neither a token nor an error"
  end
end

trap('INT', 'SYSTEM_DEFAULT') # Ctrl-C ends it without a backtrace
begin
  show_user
rescue OAuth2::Error => e
  abort words_of(e)
rescue JSON::ParserError # whose words would show the answer
  abort 'The answer is no JSON.'
rescue Faraday::Error, Timeout::Error, SystemCallError, KeyError, ArgumentError => e
  abort "#{e.class}: #{e.message}"
end
