"""Acts as the client itself, with nobody signed in: client credentials. RFC 6749 §4.4"""

import os
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
    bitbucket = OAuth2Session(client=BackendApplicationClient(KEY))
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    response = get(bitbucket, f"{API_URL}/user")
    if response.status_code != 200:
        sys.exit(response.json()["error"]["message"])
    print(f"Acting as {response.json()['display_name']}")


# (A), (B) The client shows who it is, and gets a token. RFC 6749 §4.4.2, §4.4.3
def renew(bitbucket):
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    bitbucket.fetch_token(url, client_secret=SECRET, timeout=10)  # HTTP Basic


# (API) A token that is about to end is not sent. One that ended before its time: once more
def get(bitbucket, url):
    if bitbucket.token.get("expires_at", 0) < time.time() + 60:
        renew(bitbucket)
    response = bitbucket.get(url, timeout=10)
    if response.status_code == 401:
        renew(bitbucket)
        response = bitbucket.get(url, timeout=10)
    return response


if __name__ == "__main__":
    try:
        main()
    except OAuth2Error as refusal:  # the words of the token endpoint, RFC 6749 §5.2
        sys.exit(f"{refusal.error}: {refusal.description}")
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyError as field:
        sys.exit(f"The answer has no {field}.")
