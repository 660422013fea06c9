#!/usr/bin/env bash
# Acts as the client itself: the client credentials grant, with curl and jq. RFC 6749 §4.4
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

[ -n "${BITBUCKET_CONSUMER_KEY:-}" ] || fail 'Set BITBUCKET_CONSUMER_KEY.'
[ -n "${BITBUCKET_CONSUMER_SECRET:-}" ] || fail 'Set BITBUCKET_CONSUMER_SECRET.'
token_url="${BITBUCKET_URL:-https://bitbucket.org}/site/oauth2/access_token"
api="${BITBUCKET_API_URL:-https://api.bitbucket.org}/2.0"
access_token=''
expires_at=0

# request <url>: sets $status and $body. Options come by stdin: arguments stand in the list of processes.
request() {
  local answer
  answer=$(curl --config - --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$1") || exit 1
  status=${answer##*$'\n'}
  body=${answer%$'\n'*}
}

# In quotes, for curl: whatever is in it stays one value. By standard input, as above.
quote() { printf %s "$1" | jq -Rs .; }

get_token() {
  # (A) Show who the client is, with HTTP Basic. RFC 6749 §4.4.2
  request "$token_url" <<OPTIONS
user = $(quote "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET")
data = "grant_type=client_credentials"
OPTIONS

  # (B) The token arrives, or why there is none. RFC 6749 §4.4.3, §5.2
  [ "$status" = 200 ] || fail "$(jq -er '"\(.error): \(.error_description)"' <<<"$body" || echo "HTTP $status")"
  access_token=$(jq -er .access_token <<<"$body") || exit 1
  expires_at=$(jq -er '(now | floor) + .expires_in' <<<"$body") || exit 1
}

# call_api <path>: with a token that is good for a minute or more.
call_api() {
  (($(date +%s) < expires_at - 60)) || get_token

  # (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
  request "$api$1" <<<"header = $(quote "Authorization: Bearer $access_token")"
}

call_api /user
if [ "$status" = 401 ]; then # it ended before its time: another one, once
  expires_at=0
  call_api /user
fi
[ "$status" = 200 ] || fail "$(jq -er .error.message <<<"$body" || echo "HTTP $status")"
name=$(jq -er .display_name <<<"$body") || exit 1
echo "Acting as $name"
