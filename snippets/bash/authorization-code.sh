#!/usr/bin/env bash
# Signs a person in: the authorization code grant with PKCE, by curl and jq. RFC 6749 §4.1, RFC 7636
# It listens to nobody: the person pastes the address on which the browser has landed.
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

[ -n "${BITBUCKET_CONSUMER_KEY:-}" ] || fail 'Set BITBUCKET_CONSUMER_KEY.'
[ -n "${BITBUCKET_CONSUMER_SECRET:-}" ] || fail 'Set BITBUCKET_CONSUMER_SECRET.'
oauth2="${BITBUCKET_URL:-https://bitbucket.org}/site/oauth2"
api="${BITBUCKET_API_URL:-https://api.bitbucket.org}/2.0"
callback=${CALLBACK_URL:-http://localhost:3000/oauth-callback}
token_file=${TOKEN_FILE:-bitbucket-token.json}

# request <url>: sets $status and $body. Options come by stdin: arguments stand in the list of processes.
request() {
  local answer
  answer=$(curl --config - --silent --show-error --max-time 10 --write-out '\n%{http_code}' "$1") || exit 1
  status=${answer##*$'\n'}
  body=${answer%$'\n'*}
}

# In quotes, for curl: whatever is in it stays one value. By standard input, as above.
quote() { printf %s "$1" | jq -Rs .; }

base64url() { base64 | tr '+/' '-_' | tr -d '=\n'; }
encode() { jq -rn --arg text "$1" '$text | @uri'; }
# parameter <name>: of the address that was pasted, as it stands there, encoded.
parameter() { sed -n "s/.*[?&]$1=\([A-Za-z0-9._~%+-]*\).*/\1/p" <<<"$landed"; }
decode() { printf '%b' "$(sed 's/+/ /g; s/%/\\x/g')"; }

# (A) Ask for a code: the state is for this request alone, the verifier stays here. RFC 6749 §4.1.1
state=$(openssl rand 32 | base64url)
verifier=$(openssl rand 32 | base64url)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | base64url)
query="response_type=code&client_id=$(encode "$BITBUCKET_CONSUMER_KEY")&redirect_uri=$(encode "$callback")"
query+="&scope=$(encode "${BITBUCKET_SCOPES:-account repository}")&state=$state"
echo "Open $oauth2/authorize?$query&code_challenge=$challenge&code_challenge_method=S256"
echo 'Sign in there. Your browser lands on a page that cannot be opened: paste its address here.'

# (C) The answer: first of all, is it to our request? Then, is it a yes? RFC 6749 §4.1.2, §10.12
read -r landed || fail 'No address was pasted.'
[ "$(parameter state)" = "$state" ] || fail 'The state is another: this is no answer to our request.'
code=$(parameter code)
[ -n "$code" ] || fail "$(parameter error | decode): $(parameter error_description | decode)"

# (D) Trade the code for tokens: the same redirect_uri, and the verifier. RFC 6749 §4.1.3
request "$oauth2/access_token" <<OPTIONS
user = $(quote "$BITBUCKET_CONSUMER_KEY:$BITBUCKET_CONSUMER_SECRET")
data = "grant_type=authorization_code&code=$code&code_verifier=$verifier"
data-urlencode = $(quote "redirect_uri=$callback")
OPTIONS

# (E) The tokens arrive, or why there are none. A new file, and renamed: a crash loses nothing. RFC 6749 §4.1.4
[ "$status" = 200 ] || fail "$(jq -er '"\(.error): \(.error_description)"' <<<"$body" || echo "HTTP $status")"
access_token=$(jq -er .access_token <<<"$body") || exit 1
new_file=$(mktemp "$token_file.XXXXXX") # for our eyes only: mode 0600
jq --argjson now "$(date +%s)" '{access_token, refresh_token, expires_at: ($now + .expires_in),
  scope: (.scope // .scopes)}' <<<"$body" >"$new_file" || fail 'No token came.'
mv "$new_file" "$token_file"

# (API) The token goes in the header, and nowhere else. RFC 6750 §2.1
request "$api/user" <<<"header = $(quote "Authorization: Bearer $access_token")"
[ "$status" = 200 ] || fail "$(jq -er .error.message <<<"$body" || echo "HTTP $status")"
name=$(jq -er .display_name <<<"$body") || exit 1
echo "Signed in as $name"
