#!/usr/bin/env bash
# Prints the repositories of a workspace, page by page, with curl and jq and the token of TOKEN_FILE.
set -euo pipefail

fail() {
  echo "$1" >&2
  exit 1
}

api="${BITBUCKET_API_URL:-https://api.bitbucket.org}/2.0"
token_file=${TOKEN_FILE:-bitbucket-token.json}
[ -r "$token_file" ] || fail "There is no $token_file: sign in first, with authorization-code."
access_token=$(jq -er .access_token "$token_file") || exit 1

# In quotes, for curl: whatever is in it stays one value.
quote() { printf %s "$1" | jq -Rs .; }

# request <url>: sets $status, $retry_after and $body.
request() {
  local answer
  # (API) The token goes in the header. By stdin: arguments stand in the list of processes. RFC 6750 §2.1
  answer=$(
    curl --config - --globoff --silent --show-error --max-time 10 \
      --write-out '\n%{http_code} %header{retry-after}' "$1" \
      <<<"header = $(quote "Authorization: Bearer $access_token")"
  ) || exit 1
  read -r status retry_after <<<"${answer##*$'\n'}"
  body=${answer%$'\n'*}
}

# get <url>: where the server asks for time, waits once, for a minute at most. RFC 9110 §10.2.3
get() {
  request "$1"
  if [[ $status =~ ^(429|503)$ && $retry_after =~ ^[0-9]{1,2}$ ]] && ((10#$retry_after <= 60)); then
    sleep "$retry_after"
    request "$1"
  fi
  [ "$status" != 200 ] || return 0
  message=$(jq -er .error.message <<<"$body" || echo "HTTP $status")
  [ "$status" != 401 ] || message+=' (run refresh)'
  fail "$message"
}

workspace=${WORKSPACE:-}
if [ -z "$workspace" ]; then
  get "$api/user/workspaces?pagelen=1"
  workspace=$(jq -er '.values[0].workspace.slug' <<<"$body") || fail 'The token sees no workspace.'
fi

url="$api/repositories/$workspace?pagelen=100"
while [ -n "$url" ]; do
  get "$url"
  jq -er '.values | map(.full_name) | .[]' <<<"$body" || exit 1

  # (Next) The address of the next page is given, never built. The token goes to the API's own origin alone.
  url=$(jq -r '.next // empty' <<<"$body")
  [[ -z $url || $url == "$(cut -d/ -f1-3 <<<"$api")"/* ]] || fail 'The next page is on another server.'
done
