# frozen_string_literal: true

# Reads a list, page by page: the repositories of a workspace.
require 'erb'
require 'faraday'
require 'json'
require 'timeout'

def setting(name, default)
  value = ENV.fetch(name, '')
  value.empty? ? default : value
end

API_URL = "#{setting('BITBUCKET_API_URL', 'https://api.bitbucket.org')}/2.0"
TOKEN_FILE = setting('TOKEN_FILE', 'bitbucket-token.json')

def list_repositories
  workspace = setting('WORKSPACE', nil) || first_workspace
  url = "#{API_URL}/repositories/#{ERB::Util.url_encode(workspace)}?pagelen=100"
  while url
    page = get(url)
    page.fetch('values').each { |repository| puts repository['full_name'] }
    url = next_of(page)
  end
end

# (Next) The server names the next page. The token goes to the API's own origin only
def next_of(page)
  url = page['next']
  return url if url.nil? || url.to_s.start_with?("#{API_URL}/")
  abort 'The next page is not at the API: no token goes there.'
end

# (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
def get(url, may_wait: true)
  response = Timeout.timeout(10) { connection.get(url) }
  wait = response.headers['Retry-After'].to_s
  if may_wait && [429, 503].include?(response.status) && wait.match?(/\A\d+\z/) && wait.to_i <= 60
    sleep wait.to_i
    return get(url, may_wait: false)
  end
  answer = JSON.parse(response.body)
  return answer if response.status == 200 && answer.is_a?(Hash)
  hint = ' Run refresh.rb.' if response.status == 401
  abort "#{answer.dig('error', 'message') || "HTTP #{response.status}"}#{hint}"
rescue JSON::ParserError, NoMethodError, TypeError # a page, say, or a list
  abort "#{url} answered #{response.status}, and not what was asked for."
end

# Faraday follows no redirect, so that none takes the token along.
def connection
  @connection ||= Faraday.new(headers: { 'Authorization' => "Bearer #{read_token}" })
end

def first_workspace
  first = get("#{API_URL}/user/workspaces").fetch('values').first
  first&.dig('workspace', 'slug') || abort('This account is in no workspace.')
end

def read_token
  JSON.parse(File.read(TOKEN_FILE)).fetch('access_token')
rescue JSON::ParserError, KeyError, TypeError, SystemCallError # whose words would show the file
  abort "There is no token in #{TOKEN_FILE}. Sign in first."
end

begin
  list_repositories
rescue Faraday::Error, Timeout::Error, KeyError, ArgumentError => e
  abort "#{e.class}: #{e.message}"
end
