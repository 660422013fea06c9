"""History: trades a password for a token. Gone from bitbucket.org. RFC 6749 §4.3"""

import os
import signal
import sys

from oauthlib.oauth2 import LegacyApplicationClient, OAuth2Error
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
    # (A) The person hands over the password: the very thing that OAuth was made to end
    username = setting("BITBUCKET_USERNAME")
    password = setting("BITBUCKET_PASSWORD")

    # (B), (C) It is sent once, and kept nowhere. RFC 6749 §4.3.2, §4.3.3
    bitbucket = Session(client=LegacyApplicationClient(KEY))
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    bitbucket.fetch_token(
        f"{BITBUCKET_URL}/site/oauth2/access_token",
        username=username,
        password=password,
        client_secret=SECRET,  # HTTP Basic
    )

    # (API) The session puts the token into the header. RFC 6750 §2.1
    response = bitbucket.get(f"{API_URL}/user")
    if response.status_code != 200:
        sys.exit(words_of(response))
    print(f"Token for {response.json()['display_name']}")


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
