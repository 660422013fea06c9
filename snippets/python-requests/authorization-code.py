"""Signs a person in at Bitbucket: authorization code with PKCE. RFC 6749 §4.1, RFC 7636"""

import json
import os
import signal
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from oauthlib.oauth2 import OAuth2Error, WebApplicationClient
from requests_oauthlib import OAuth2Session


def setting(name, default=None):
    return os.environ.get(name) or default or sys.exit(f"{name} is not set.")


KEY = setting("BITBUCKET_CONSUMER_KEY")
SECRET = setting("BITBUCKET_CONSUMER_SECRET")
BITBUCKET_URL = setting("BITBUCKET_URL", "https://bitbucket.org")
API_URL = setting("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"
CALLBACK_URL = setting("CALLBACK_URL", "http://localhost:3000/oauth-callback")
SCOPES = setting("BITBUCKET_SCOPES", "account repository")
TOKEN_FILE = setting("TOKEN_FILE", "bitbucket-token.json")

if BITBUCKET_URL.startswith("http://"):
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine
os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"  # RFC 6749 §3.3: fewer may be granted


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    callback = urlsplit(CALLBACK_URL)
    server = ThreadingHTTPServer((callback.hostname, callback.port or 80), Callback)

    # (A) Send the person to Bitbucket. RFC 6749 §4.1.1, RFC 7636 §4.3
    client = WebApplicationClient(KEY)
    bitbucket = Session(client=client, redirect_uri=CALLBACK_URL, scope=SCOPES)
    verifier = client.create_code_verifier(64)
    url, server.state = bitbucket.authorization_url(
        f"{BITBUCKET_URL}/site/oauth2/authorize",
        code_challenge=client.create_code_challenge(verifier, "S256"),
        code_challenge_method="S256",
    )
    print(f"Open {url}", flush=True)

    # (C) The browser comes back, with a code or with an error. RFC 6749 §4.1.2
    server.serve_forever()
    answer = server.answer
    if "code" not in answer:
        sys.exit(f"{answer.get('error')}: {answer.get('error_description')}")

    # (D), (E) Trade the code for tokens, by HTTP Basic. RFC 6749 §4.1.3, §4.1.4
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    token = bitbucket.fetch_token(
        f"{BITBUCKET_URL}/site/oauth2/access_token",
        code=answer["code"],
        code_verifier=verifier,
        client_secret=SECRET,
    )
    store(token)

    # (API) The session puts the token into the header. RFC 6750 §2.1
    response = bitbucket.get(f"{API_URL}/user")
    if response.status_code != 200:
        sys.exit(words_of(response))
    print(f"Signed in as {response.json()['display_name']}")


class Callback(BaseHTTPRequestHandler):
    """Waits for the answer to our own question."""

    # (C) The state comes before all else: an answer without it is not ours. RFC 6749 §10.12
    def do_GET(self):
        url = urlsplit(self.path)
        answer = dict(parse_qsl(url.query))
        if url.path != urlsplit(CALLBACK_URL).path:
            self.say(404, "There is nothing here.")
        elif answer.get("state") != self.server.state:
            self.say(400, "This is no answer to our question: its state is wrong.")
            print("An answer with a wrong state was refused.", file=sys.stderr)
        else:
            self.say(200, "Bitbucket has answered. You can close this window.")
            self.server.answer = answer
            self.server.shutdown()

    def say(self, status, sentence):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(sentence.encode())

    def log_message(self, *_):
        """The address has the code in it: it is not for a log."""


def store(token):
    """Writes a new file, of mode 0600, and renames it: there is always a whole one."""
    kept = {
        "access_token": token["access_token"],
        "refresh_token": token.get("refresh_token"),
        "expires_at": int(token.get("expires_at") or time.time() + 7200),
        "scope": token.get("scopes") or token.scope,  # "scopes" until May 2026
    }
    folder = os.path.dirname(os.path.abspath(TOKEN_FILE))
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, TOKEN_FILE)


def words_of(refusal):
    try:
        return refusal.json()["error"]["message"]
    except (ValueError, LookupError, TypeError):  # a page, say
        return f"HTTP {refusal.status_code}, without words"


class Session(OAuth2Session):
    """Waits for ten seconds at most: the time-out of Requests begins anew with each byte."""

    def request(self, *args, **kwargs):
        signal.alarm(10)
        try:
            return super().request(*args, **kwargs)
        finally:
            signal.alarm(0)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("No answer in ten seconds."))
    try:
        main()
    except OAuth2Error as refusal:  # the words of the token endpoint, RFC 6749 §5.2
        sys.exit(f"{refusal.error}: {refusal.description}")
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except (LookupError, TypeError, AttributeError):
        sys.exit("The answer is not what it should be.")
