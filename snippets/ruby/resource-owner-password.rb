# frozen_string_literal: true

# History: trades a password for a token. Gone from bitbucket.org. RFC 6749 §4.3
require 'json'
require 'oauth2'
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

BITBUCKET = OAuth2::Client.new(
  KEY, SECRET,
  token_url: "#{BITBUCKET_URL}/site/oauth2/access_token",
  auth_scheme: :basic_auth,
  max_redirects: 0 # none takes the credentials along
)

def trade
  # (A) The person hands over the password: the very thing that OAuth was made to end
  username = setting('BITBUCKET_USERNAME')
  password = setting('BITBUCKET_PASSWORD')

  # (B), (C) It is sent once, and kept nowhere. RFC 6749 §4.3.2, §4.3.3
  token = Timeout.timeout(10) { BITBUCKET.password.get_token(username, password) }

  # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
  user = json_of(Timeout.timeout(10) { token.get("#{API_URL}/user") })
  puts "Token for #{user.fetch('display_name')}"
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

begin
  trade
rescue OAuth2::Error => e
  abort words_of(e)
rescue JSON::ParserError # whose words would show the answer
  abort 'The answer is no JSON.'
rescue Faraday::Error, Timeout::Error, KeyError => e
  abort "#{e.class}: #{e.message}"
end
