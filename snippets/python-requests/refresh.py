"""Renews a token, one program at a time, and keeps what came before using it. RFC 6749 §6"""

import fcntl  # On Windows: msvcrt.locking
import json
import os
import signal
import sys
import tempfile
import time
from datetime import datetime, timezone

from oauthlib.oauth2 import OAuth2Error
from requests_oauthlib import OAuth2Session


def setting(name, default=None):
    return os.environ.get(name) or default or sys.exit(f"{name} is not set.")


KEY = setting("BITBUCKET_CONSUMER_KEY")
SECRET = setting("BITBUCKET_CONSUMER_SECRET")
BITBUCKET_URL = setting("BITBUCKET_URL", "https://bitbucket.org")
API_URL = setting("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"
TOKEN_FILE = setting("TOKEN_FILE", "bitbucket-token.json")

# A refresh token that is good no more: in RFC 6749, at Bitbucket until May 2026, and since
SPENT = "invalid_grant", "invalid_request", "unauthorized_client"

if BITBUCKET_URL.startswith("http://"):
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine


def main():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    bitbucket = Session(KEY, token=good_token())
    bitbucket.max_redirects = 0

    # (API) The session puts the token into the header. RFC 6750 §2.1
    response = bitbucket.get(f"{API_URL}/user")
    if response.status_code != 200:
        sys.exit(words_of(response))
    end = datetime.fromtimestamp(bitbucket.token["expires_at"], timezone.utc)
    print(f"Token of {response.json()['display_name']}, good until {end.isoformat()}")


# (Lock) One at a time: whoever had to wait finds what the one before has stored.
# A session with auto_refresh_url would refresh by itself, and know nothing of the others.
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
    bitbucket = Session(KEY, token=old)
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    answer = bitbucket.refresh_token(url, auth=(KEY, SECRET))
    token = {
        "access_token": answer["access_token"],
        "refresh_token": answer["refresh_token"],  # the old one where none came
        "expires_at": int(answer.get("expires_at") or time.time() + 7200),
        "scope": answer.get("scopes") or answer.scope or old["scope"],
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
        hint = "Sign in again." if refusal.error in SPENT else "Try again later."
        sys.exit(f"{refusal.error}: {refusal.description}. {hint}")
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except (LookupError, TypeError, AttributeError):
        sys.exit("The answer is not what it should be.")
