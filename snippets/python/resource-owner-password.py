"""History: trades a password for a token. Gone from bitbucket.org. RFC 6749 §4.3"""

import base64
import json
import os
import signal
import sys
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


def main():
    # (A) The person hands over the password: the very thing that OAuth was made to end
    username = setting("BITBUCKET_USERNAME")
    password = setting("BITBUCKET_PASSWORD")

    # (B), (C) It is sent once, and kept nowhere. RFC 6749 §4.3.2, §4.3.3
    form = {"grant_type": "password", "username": username, "password": password}
    basic = base64.b64encode(f"{quote_plus(KEY)}:{quote_plus(SECRET)}".encode())
    url = f"{BITBUCKET_URL}/site/oauth2/access_token"
    answer = send(url, f"Basic {basic.decode()}", form)

    # (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
    user = send(f"{API_URL}/user", f"Bearer {answer['access_token']}")
    print(f"Token for {user['display_name']}")


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
