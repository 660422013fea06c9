# frozen_string_literal: true

# Acts as the client itself, with nobody signed in: client credentials. RFC 6749 §4.4
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

# Holds a token in memory, and knows when it ends. There is no refresh token here.
class Client
  # (A), (B) The client shows who it is, and gets a token. RFC 6749 §4.4.2, §4.4.3
  def renew
    @token = Timeout.timeout(10) { BITBUCKET.client_credentials.get_token }
    @expires_at = @token.expires_at || (Time.now.to_i + 7200)
  end

  # (API) A token that is about to end is not sent. One that ended before its time: once more
  def get(url)
    renew if @token.nil? || Time.now.to_i > @expires_at - 60
    begin
      return Timeout.timeout(10) { @token.get(url) }
    rescue OAuth2::Error => e
      raise unless e.response.status == 401
    end
    renew
    Timeout.timeout(10) { @token.get(url) }
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

begin
  user = json_of(Client.new.get("#{API_URL}/user"))
  puts "Acting as #{user.fetch('display_name')}"
rescue OAuth2::Error => e
  abort words_of(e)
rescue JSON::ParserError # whose words would show the answer
  abort 'The answer is no JSON.'
rescue Faraday::Error, Timeout::Error, KeyError => e
  abort "#{e.class}: #{e.message}"
end
