"""Acts as the client itself, with nobody signed in: client credentials. RFC 6749 §4.4"""

import base64
import json
import os
import signal
import sys
import time
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
    user = Client().get(f"{API_URL}/user")
    print(f"Acting as {user['display_name']}")


class Client:
    """Holds a token in memory, and knows when it ends. There is no refresh token here."""

    token, expires_at = None, 0

    # (A), (B) The client shows who it is, and gets a token. RFC 6749 §4.4.2, §4.4.3
    def renew(self):
        basic = base64.b64encode(f"{quote_plus(KEY)}:{quote_plus(SECRET)}".encode())
        url = f"{BITBUCKET_URL}/site/oauth2/access_token"
        form = {"grant_type": "client_credentials"}
        answer = send(url, f"Basic {basic.decode()}", form)
        self.token = answer["access_token"]
        self.expires_at = time.time() + answer.get("expires_in", 7200)

    # (API) A token that is about to end is not sent. One that ended before its time: once more
    def get(self, url):
        if time.time() > self.expires_at - 60:
            self.renew()
        try:
            return send(url, f"Bearer {self.token}")
        except HTTPError as refusal:
            if refusal.code != 401:
                raise
        self.renew()
        return send(url, f"Bearer {self.token}")


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
