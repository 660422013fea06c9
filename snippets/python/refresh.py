"""Renews a token, one program at a time, and keeps what came before using it. RFC 6749 §6"""

import base64
import fcntl  # On Windows: msvcrt.locking
import json
import os
import signal
import sys
import tempfile
import time
from datetime import datetime, timezone
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener


def setting(name, default=None):
    return os.environ.get(name) or default or sys.exit(f"{name} is not set.")


KEY = setting("BITBUCKET_CONSUMER_KEY")
SECRET = setting("BITBUCKET_CONSUMER_SECRET")
BITBUCKET_URL = setting("BITBUCKET_URL", "https://bitbucket.org")
API_URL = setting("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"
TOKEN_FILE = setting("TOKEN_FILE", "bitbucket-token.json")


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    token = good_token()

    # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
    user = send(f"{API_URL}/user", f"Bearer {token['access_token']}")
    end = datetime.fromtimestamp(token["expires_at"], timezone.utc).isoformat()
    print(f"Token of {user['display_name']}, good until {end}")


# (Lock) One at a time: whoever had to wait finds what the one before has stored
def good_token():
    token, is_good = read()
    if is_good:
        return token
    with open(f"{TOKEN_FILE}.lock", "w") as lock:  # a crash unlocks it, too
        fcntl.flock(lock, fcntl.LOCK_EX)
        token, is_good = read()
        return token if is_good else refresh(token)


# (Refresh) This spends the refresh token: store what comes before using it. RFC 6749 §6
def refresh(old):
    basic = base64.b64encode(f"{quote_plus(KEY)}:{quote_plus(SECRET)}".encode())
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    form = {"grant_type": "refresh_token", "refresh_token": old["refresh_token"]}
    try:
        answer = send(url, f"Basic {basic.decode()}", form)
    except HTTPError as refusal:
        hint = "Sign in again." if refusal.code == 400 else "Try again later."
        sys.exit(f"{words_of(refusal)}. {hint}")
    token = {
        "access_token": answer["access_token"],
        "refresh_token": answer.get("refresh_token") or old["refresh_token"],
        "expires_at": int(time.time()) + answer.get("expires_in", 7200),
        "scope": answer.get("scope") or answer.get("scopes") or old["scope"],
    }
    store(token)
    return token


def read():
    """The token, and whether it is good for another minute."""
    try:
        with open(TOKEN_FILE) as file:
            token = json.load(file)
        if not token["access_token"].isprintable():
            sys.exit(f"The token in {TOKEN_FILE} is malformed. Sign in again.")
        return token, token["expires_at"] > time.time() + 60
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.exit(f"No token in {TOKEN_FILE} ({error}). Sign in first.")


def store(token):
    """Writes a new file, of mode 0600, and renames it: there is always a whole one."""
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
    data = urlencode(form).encode() if form else None
    request = Request(url, data, {"Authorization": authorization})
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
