# frozen_string_literal: true

# Signs a person in at Bitbucket: authorization code with PKCE. RFC 6749 §4.1, RFC 7636
require 'digest'
require 'json'
require 'oauth2'
require 'securerandom'
require 'socket'
require 'tempfile'
require 'timeout'
require 'uri'

def setting(name, default = nil)
  value = ENV.fetch(name, '')
  value = default if value.empty?
  value || abort("#{name} is not set.")
end

KEY = setting('BITBUCKET_CONSUMER_KEY')
SECRET = setting('BITBUCKET_CONSUMER_SECRET')
BITBUCKET_URL = setting('BITBUCKET_URL', 'https://bitbucket.org')
API_URL = "#{setting('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0"
CALLBACK = URI(setting('CALLBACK_URL', 'http://localhost:3000/oauth-callback'))
SCOPES = setting('BITBUCKET_SCOPES', 'account repository')
TOKEN_FILE = setting('TOKEN_FILE', 'bitbucket-token.json')

def sign_in
  server = TCPServer.new(CALLBACK.host, CALLBACK.port)
  bitbucket = OAuth2::Client.new(
    KEY, SECRET,
    authorize_url: "#{BITBUCKET_URL}/site/oauth2/authorize",
    token_url: "#{BITBUCKET_URL}/site/oauth2/access_token",
    redirect_uri: CALLBACK.to_s,
    auth_scheme: :basic_auth,
    max_redirects: 0 # none takes the credentials along
  )

  # (A) Send the person to Bitbucket. RFC 6749 §4.1.1, RFC 7636 §4.3
  state = SecureRandom.urlsafe_base64(32)
  verifier = SecureRandom.urlsafe_base64(64)
  url = bitbucket.auth_code.authorize_url(
    scope: SCOPES,
    state: state,
    code_challenge: Digest::SHA256.base64digest(verifier).tr('+/', '-_').delete('='),
    code_challenge_method: 'S256'
  )
  puts "Open #{url}"

  # (C) The browser comes back, with a code or with an error. RFC 6749 §4.1.2
  answer = wait_for_answer(server, state)
  abort "#{answer['error']}: #{answer['error_description']}" unless answer['code']

  # (D), (E) Trade the code for tokens. RFC 6749 §4.1.3, §4.1.4
  token = Timeout.timeout(10) { bitbucket.auth_code.get_token(answer['code'], code_verifier: verifier) }
  store(
    access_token: token.token,
    refresh_token: token.refresh_token,
    expires_at: token.expires_at || (Time.now.to_i + 7200),
    scope: token['scope'] || token['scopes'] # "scopes" until May 2026
  )

  # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
  user = json_of(Timeout.timeout(10) { token.get("#{API_URL}/user") })
  puts "Signed in as #{user.fetch('display_name')}"
end

# A web server for the one answer to our own question.
def wait_for_answer(server, state)
  # (C) The state comes before all else: an answer without it is not ours. RFC 6749 §10.12
  loop do
    browser = server.accept
    path, answer = read_request(browser)
    if path != CALLBACK.path
      say browser, '404 Not Found', 'There is nothing here.'
    elsif answer['state'] != state
      say browser, '400 Bad Request', 'This is no answer to us: its state is wrong.'
      warn 'An answer with a wrong state was refused.'
    else
      say browser, '200 OK', 'Bitbucket has answered. You can close this window.'
      return answer
    end
  rescue ArgumentError, IOError, SystemCallError, Timeout::Error
    next # nonsense, or nothing: browsers open connections ahead of time
  ensure
    browser&.close
  end
end

def read_request(browser)
  Timeout.timeout(2) do
    path, query = browser.gets.to_s.split[1].to_s.split('?', 2)
    nil until browser.gets.to_s.strip.empty?
    [path, URI.decode_www_form(query.to_s).to_h]
  end
end

def say(browser, status, sentence)
  headers = "Content-Type: text/plain\r\nConnection: close"
  browser.write "HTTP/1.1 #{status}\r\n#{headers}\r\n\r\n#{sentence}"
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

$stdout.sync = true
trap('INT', 'SYSTEM_DEFAULT') # Ctrl-C ends it without a backtrace
begin
  sign_in
rescue OAuth2::Error => e
  abort words_of(e)
rescue JSON::ParserError # whose words would show the answer
  abort 'The answer is no JSON.'
rescue Faraday::Error, Timeout::Error, SystemCallError, KeyError => e
  abort "#{e.class}: #{e.message}"
end
