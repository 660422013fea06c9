#!/usr/bin/env bash
# History: trades a person's name and password for a token, with curl and jq. Bitbucket has this grant no
# more, and nobody should: the password passes through the client. RFC 6749 §4.3, RFC 9700 §2.4
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

for name in BITBUCKET_CONSUMER_KEY BITBUCKET_CONSUMER_SECRET BITBUCKET_USERNAME BITBUCKET_PASSWORD; do
  [ -n "${!name:-}" ] || fail "Set $name."
done
api="${BITBUCKET_API_URL:-https://api.bitbucket.org}/2.0"

# request <url>: sets $status and $body. Options come by stdin: arguments stand in the list of processes.
request() {
  local answer
  answer=$(curl --config - --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$1") || exit 1
  status=${answer##*$'\n'}
  body=${answer%$'\n'*}
}

# In quotes, for curl: whatever is in it stays one value. By standard input, as above.
quote() { printf %s "$1" | jq -Rs .; }

# (B) The client sends what the person has told it, and shows who it is. RFC 6749 §4.3.2
request "${BITBUCKET_URL:-https://bitbucket.org}/site/oauth2/access_token" <<OPTIONS
user = $(quote "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET")
data = "grant_type=password"
data-urlencode = $(quote "username=$BITBUCKET_USERNAME")
data-urlencode = $(quote "password=$BITBUCKET_PASSWORD")
OPTIONS

# (C) The token arrives, or why there is none. RFC 6749 §4.3.3, §5.2
[ "$status" = 200 ] || fail "$(jq -er '"\(.error): \(.error_description)"' <<<"$body" || echo "HTTP $status")"
access_token=$(jq -er .access_token <<<"$body") || exit 1

# (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
request "$api/user" <<<"header = $(quote "Authorization: Bearer $access_token")"
[ "$status" = 200 ] || fail "$(jq -er .error.message <<<"$body" || echo "HTTP $status")"
name=$(jq -er .display_name <<<"$body") || exit 1
echo "Token for $name"
