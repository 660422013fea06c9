#!/usr/bin/env bash
# Renews the token of TOKEN_FILE when its time is over, with curl and jq. One at a time: each refresh
# token is good for one use. RFC 6749 §6
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

oauth2="${BITBUCKET_URL:-https://bitbucket.org}/site/oauth2"
api="${BITBUCKET_API_URL:-https://api.bitbucket.org}/2.0"
token_file=${TOKEN_FILE:-bitbucket-token.json}
[ -n "${BITBUCKET_CONSUMER_KEY:-}" ] || fail 'Set BITBUCKET_CONSUMER_KEY.'
[ -n "${BITBUCKET_CONSUMER_SECRET:-}" ] || fail 'Set BITBUCKET_CONSUMER_SECRET.'
[ -r "$token_file" ] || fail "There is no $token_file: sign in first, with authorization-code."

# request <url>: sets $status and $body. Options come by stdin: arguments stand in the list of processes.
request() {
  local answer
  answer=$(curl --config - --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$1") || exit 1
  status=${answer##*$'\n'}
  body=${answer%$'\n'*}
}

# In quotes, for curl: whatever is in it stays one value. By standard input, as above.
quote() { printf %s "$1" | jq -Rs .; }

token() { jq -er ".$1" "$token_file"; }
is_good() { jq -e '(.expires_at | numbers) > now + 60' "$token_file" >/dev/null; }

refresh() {
  # (Refresh) Trade the refresh token for another token. RFC 6749 §6
  local refresh_token
  refresh_token=$(token refresh_token) || exit 1
  request "$oauth2/access_token" <<OPTIONS
user = $(quote "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET")
data = "grant_type=refresh_token"
data-urlencode = $(quote "refresh_token=$refresh_token")
OPTIONS
  [ "$status" = 200 ] ||
    fail "$(jq -er '"\(.error): \(.error_description) (sign in again)"' <<<"$body" || echo "HTTP $status")"

  # (Refresh) The old refresh token is spent: store what came before it is used. No new one: keep the old.
  local new_file
  new_file=$(mktemp "$token_file.XXXXXX") # for our eyes only: mode 0600
  jq --slurpfile old "$token_file" --argjson now "$(date +%s)" '{access_token,
    refresh_token: (.refresh_token // $old[0].refresh_token), expires_at: ($now + .expires_in),
    scope: (.scope // .scopes // $old[0].scope)}' <<<"$body" >"$new_file" || fail 'No token came.'
  mv "$new_file" "$token_file"
}

if ! is_good; then
  # (Lock) One process refreshes. Those that wait for it find, once they have the lock, that it is done.
  exec 9>"$token_file.lock"
  flock 9
  is_good || refresh
  exec 9>&-
fi

# (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
request "$api/user" <<<"header = $(quote "Authorization: Bearer $(token access_token)")"
[ "$status" = 200 ] || fail "$(jq -er .error.message <<<"$body" || echo "HTTP $status")"
name=$(jq -er .display_name <<<"$body") || exit 1
echo "Token of $name, good until $(token 'expires_at | todate')"
