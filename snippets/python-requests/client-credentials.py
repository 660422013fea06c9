"""Acts as the client itself, with nobody signed in: client credentials. RFC 6749 §4.4"""

import os
import signal
import sys
import time

from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from requests_oauthlib import OAuth2Session


def setting(name, default=None):
    return os.environ.get(name) or default or sys.exit(f"{name} is not set.")


KEY = setting("BITBUCKET_CONSUMER_KEY")
SECRET = setting("BITBUCKET_CONSUMER_SECRET")
BITBUCKET_URL = setting("BITBUCKET_URL", "https://bitbucket.org")
API_URL = setting("BITBUCKET_API_URL", "https://api.bitbucket.org") + "/2.0"

if BITBUCKET_URL.startswith("http://"):
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine


def main():
    bitbucket = Session(client=BackendApplicationClient(KEY))
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    response = get(bitbucket, f"{API_URL}/user")
    if response.status_code != 200:
        sys.exit(words_of(response))
    print(f"Acting as {response.json()['display_name']}")


# (A), (B) The client shows who it is, and gets a token. RFC 6749 §4.4.2, §4.4.3
def renew(bitbucket):
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    bitbucket.fetch_token(url, client_secret=SECRET)  # HTTP Basic


# (API) A token that is about to end is not sent. One that ended before its time: once more
def get(bitbucket, url):
    if bitbucket.token.get("expires_at", 0) < time.time() + 60:
        renew(bitbucket)
    response = bitbucket.get(url)
    if response.status_code == 401:
        renew(bitbucket)
        response = bitbucket.get(url)
    return response


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
