"""History: trades a password for a token. Gone from bitbucket.org. RFC 6749 §4.3"""

import os
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
    bitbucket = OAuth2Session(client=LegacyApplicationClient(KEY))
    bitbucket.max_redirects = 0  # no redirect takes the credentials along
    bitbucket.fetch_token(
        f"{BITBUCKET_URL}/site/oauth2/access_token",
        username=username,
        password=password,
        client_secret=SECRET,  # HTTP Basic
        timeout=10,
    )

    # (API) The session puts the token into the header. RFC 6750 §2.1
    response = bitbucket.get(f"{API_URL}/user", timeout=10)
    if response.status_code != 200:
        sys.exit(response.json()["error"]["message"])
    print(f"Token for {response.json()['display_name']}")


if __name__ == "__main__":
    try:
        main()
    except OAuth2Error as refusal:  # the words of the token endpoint, RFC 6749 §5.2
        sys.exit(f"{refusal.error}: {refusal.description}")
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyError as field:
        sys.exit(f"The answer has no {field}.")
