"""Reads a list, page by page: the repositories of a workspace."""

import json
import os
import signal
import sys
import time
from urllib.parse import quote, urlsplit

from requests_oauthlib import OAuth2Session

API_URL = (os.environ.get("BITBUCKET_API_URL") or "https://api.bitbucket.org") + "/2.0"
TOKEN_FILE = os.environ.get("TOKEN_FILE") or "bitbucket-token.json"

if API_URL.startswith("http://"):
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine


def main():
    bitbucket = Session(token=read_token())
    bitbucket.max_redirects = 0
    workspace = os.environ.get("WORKSPACE") or first_workspace(bitbucket)
    url = f"{API_URL}/repositories/{quote(workspace, safe='')}?pagelen=100"
    while url:
        page = get(bitbucket, url)
        for repository in page["values"]:
            print(repository["full_name"])
        url = next_of(page)


# (Next) The server names the next page. The token goes to the API's own origin only
def next_of(page):
    url = page.get("next")
    if url and urlsplit(url)[:2] != urlsplit(API_URL)[:2]:  # scheme and host
        sys.exit(f"The next page is on {urlsplit(url).netloc}: no token goes there.")
    return url


# (API) The session puts the token into the header. RFC 6750 §2.1
def get(bitbucket, url):
    response = bitbucket.get(url)
    wait = response.headers.get("Retry-After", "")
    if response.status_code in (429, 503) and wait.isdecimal() and int(wait) <= 60:
        time.sleep(int(wait))
        response = bitbucket.get(url)
    if response.status_code != 200:
        hint = " Run refresh.py." if response.status_code == 401 else ""
        sys.exit(f"{words_of(response)}{hint}")
    return response.json()


def first_workspace(bitbucket):
    workspaces = get(bitbucket, f"{API_URL}/user/workspaces")["values"]
    if not workspaces:
        sys.exit("This account is in no workspace.")
    return workspaces[0]["workspace"]["slug"]


def read_token():
    try:
        with open(TOKEN_FILE) as file:
            token = json.load(file)["access_token"]
        if not token.isprintable():
            sys.exit(f"The token in {TOKEN_FILE} is malformed. Sign in again.")
        return {"access_token": token}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.exit(f"No token in {TOKEN_FILE} ({error}). Sign in first.")


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
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except (LookupError, TypeError, AttributeError):
        sys.exit("The answer is not what it should be.")
