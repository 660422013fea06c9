/** The part of a replaying script that is the same for every run. */

export const FUNCTIONS = String.raw`
stop() { echo "$1" >&2; exit 2; }
for program in curl jq openssl; do
  command -v "$program" > /dev/null || stop "$program is missing."
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
differences=0 ACCESS_TOKEN='' REFRESH_TOKEN='' USED_REFRESH_TOKEN='' CODE=''

# say <step> <what came> <what the run had: a pattern>
say() {
  local mark='as in the run'
  if [[ $2 != $3 ]]; then
    mark="the run had $3"
    differences=$((differences + 1))
  fi
  printf '%-8s %-20s %s\n' "$1" "$2" "$mark"
}

# request <step> <status of the run> <options of curl …>: 000 where no answer came, none in time, or more than 1 MB.
request() {
  local step=$1 expected=$2 status
  shift 2
  : > "$scratch/headers"
  : > "$scratch/body"
  status=$(curl --silent --globoff --max-time 10 --max-filesize 1048576 --dump-header "$scratch/headers" \
    --output "$scratch/body" --write-out '%{http_code}' "$@") || status=000
  say "$step" "$status" "$expected"
}

# A field of the JSON that came last; a parameter of the address that the browser was sent to.
field() { jq --raw-output --arg name "$1" '.[$name] // empty' "$scratch/body" 2> /dev/null || true; }
parameter() { sed -n "s/^[Ll]ocation:.*[?&#]$1=\([^&#[:space:]]*\).*/\1/p" "$scratch/headers"; }

# answered <step> <parameter> <its value, or present>
answered() {
  local value
  value=$(parameter "$2")
  [[ $2 == error || -z $value ]] || value=present
  say "$1" "$2=$value" "$2=$3"
}

# RFC 6749 §5.1, §6: what comes is good from now on; an answer without a refresh token leaves the old one.
ask_token() {
  local access refresh
  request "$@"
  access=$(field access_token) refresh=$(field refresh_token)
  [[ -n $access ]] || return 0
  ACCESS_TOKEN=$access USED_REFRESH_TOKEN=$REFRESH_TOKEN
  [[ -z $refresh ]] || REFRESH_TOKEN=$refresh
}

# RFC 7636 §4.1, §4.2
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
random() { openssl rand 32 | base64url; }
sha256() { printf %s "$1" | openssl dgst -sha256 -binary | base64url; }

# The control API of the sandbox: docs/sandbox.md
ask_control() {
  local path=$1
  shift
  curl --silent --fail --max-time 10 "$SANDBOX/_sandbox$path" "$@"
}
control() { ask_control "/$1" --output /dev/null --header 'Content-Type: application/json' --data "$2"; }
decide() {
  ask_control /decisions --request DELETE
  control decisions "{\"decision\": \"$1\", \"username\": \"$2\"}"
}
take_back() {
  local kind id
  for kind in grants tokens; do
    for id in $(ask_control "/$kind" | jq --raw-output '.values[].id'); do
      ask_control "/$kind/$id" --request DELETE
    done
  done
}
password_of() {
  ask_control /people | jq --raw-output --arg name "$1" '.values[] | select(.username == $name).password'
}
another_client() {
  ask_control /clients | jq --raw-output ".values[1:] | map(select($1))[0] | .clientId + \":\" + .clientSecret"
}

era=$(ask_control '' | jq --raw-output .era) || stop "No sandbox with a control API answers at $SANDBOX."
[[ $era == "$ERA" ]] || stop "The sandbox at $SANDBOX is of the era $era, and the run was of $ERA."
# As at its start: nothing issued, nothing decided, the clock where it was.
control reset '{}'
CLIENT_ID=$(ask_control /clients | jq --raw-output '.values[0].clientId')
CLIENT_SECRET=$(ask_control /clients | jq --raw-output '.values[0].clientSecret')
`.trim();

export const END = String.raw`
if ((differences > 0)); then
  echo "Not as in the run: $differences." >&2
  exit 1
fi
echo 'Every status is the one of the run.'
`.trim();
