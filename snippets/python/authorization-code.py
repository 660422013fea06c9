"""Signs a person in at Bitbucket: authorization code with PKCE. RFC 6749 §4.1, RFC 7636"""

import base64
import hashlib
import json
import os
import secrets
import signal
import sys
import tempfile
import time
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener


def setting(name, default=None):
    return os.environ.get(name) or default or sys.exit(f"{name} is not set.")


KEY = setting("BITBUCKET_CONSUMER_KEY")
SECRET = setting("BITBUCKET_CONSUMER_SECRET")
BITBUCKET_URL = setting("BITBUCKET_URL", "https://bitbucket.org")
API_URL = setting("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"
CALLBACK_URL = setting("CALLBACK_URL", "http://localhost:3000/oauth-callback")
SCOPES = setting("BITBUCKET_SCOPES", "account repository")
TOKEN_FILE = setting("TOKEN_FILE", "bitbucket-token.json")


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    callback = urlsplit(CALLBACK_URL)
    server = ThreadingHTTPServer((callback.hostname, callback.port or 80), Callback)

    # (A) Send the person to Bitbucket. RFC 6749 §4.1.1, RFC 7636 §4.3
    server.state = secrets.token_urlsafe(32)
    verifier = secrets.token_urlsafe(64)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": KEY,
        "redirect_uri": CALLBACK_URL,
        "scope": SCOPES,
        "state": server.state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    print(f"Open {BITBUCKET_URL}/site/oauth2/authorize?{urlencode(query)}", flush=True)

    # (C) The browser comes back, with a code or with an error. RFC 6749 §4.1.2
    server.serve_forever()
    answer = server.answer
    if "code" not in answer:
        sys.exit(f"{answer.get('error')}: {answer.get('error_description')}")

    # (D), (E) Trade the code for tokens. RFC 6749 §4.1.3, §4.1.4
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": CALLBACK_URL,
        "code_verifier": verifier,
    }
    basic = base64.b64encode(f"{quote_plus(KEY)}:{quote_plus(SECRET)}".encode())
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    token = send(url, f"Basic {basic.decode()}", form)
    store(token)

    # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
    user = send(f"{API_URL}/user", f"Bearer {token['access_token']}")
    print(f"Signed in as {user['display_name']}")


class Callback(BaseHTTPRequestHandler):
    # (C) The state comes before all else: an answer without it is not ours. RFC 6749 §10.12
    def do_GET(self):
        url = urlsplit(self.path)
        answer = dict(parse_qsl(url.query))
        if url.path != urlsplit(CALLBACK_URL).path:
            self.say(404, "There is nothing here.")
        elif answer.get("state") != self.server.state:
            self.say(400, "This is no answer to us: its state is wrong.")
            print("An answer with a wrong state was refused.", file=sys.stderr)
        else:
            self.say(200, "Bitbucket has answered. You can close this window.")
            self.server.answer = answer
            self.server.shutdown()

    def say(self, status, sentence):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(sentence.encode())

    def log_message(self, *_):
        """The address has the code in it: it is not for a log."""


def store(answer):
    """Writes a new file, of mode 0600, and renames it: there is always a whole one."""
    token = {
        "access_token": answer["access_token"],
        "refresh_token": answer.get("refresh_token"),
        "expires_at": int(time.time()) + answer.get("expires_in", 7200),
        "scope": answer.get("scope") or answer.get("scopes"),  # "scopes" until May 2026
    }
    folder = os.path.dirname(os.path.abspath(TOKEN_FILE))
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
        json.dump(token, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, TOKEN_FILE)


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_):
        """None: no redirect takes the credentials along."""


def send(url, authorization, form=None):
    request = Request(url, form and urlencode(form).encode(), {"Authorization": authorization})
    signal.alarm(10)  # for all of it: the time-out of urllib begins anew with each byte
    with build_opener(NoRedirects).open(request) as response:
        answer = json.load(response)
    signal.alarm(0)
    return answer


def words_of(refusal):
    """Of the API: error.message. Of the token endpoint: RFC 6749 §5.2."""
    try:
        answer = json.load(refusal)
        error = answer["error"]
        if isinstance(error, dict):
            return error["message"]
        return f"{error}: {answer.get('error_description')}"
    except (ValueError, LookupError, TypeError):  # a page, say
        return str(refusal)


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("No answer in ten seconds."))
    try:
        main()
    except HTTPError as refusal:
        sys.exit(words_of(refusal))
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
