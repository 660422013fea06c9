"""Reads a list, page by page: the repositories of a workspace."""

import json
import os
import signal
import sys
import time
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

API_URL = (os.environ.get("BITBUCKET_API_URL") or "https://api.bitbucket.org") + "/2.0"
TOKEN_FILE = os.environ.get("TOKEN_FILE") or "bitbucket-token.json"


def main():
    token = read_token()
    workspace = os.environ.get("WORKSPACE") or first_workspace(token)
    url = f"{API_URL}/repositories/{quote(workspace, safe='')}?pagelen=100"
    while url:
        page = get(url, token)
        for repository in page["values"]:
            print(repository["full_name"])
        url = next_of(page)


# (Next) The server names the next page. The token goes to the API's own origin only
def next_of(page):
    url = page.get("next")
    if url and urlsplit(url)[:2] != urlsplit(API_URL)[:2]:  # scheme and host
        sys.exit(f"The next page is on {urlsplit(url).netloc}: no token goes there.")
    return url


# (API) The token goes into the header, and nowhere else. RFC 6750 §2.1
def get(url, token, may_wait=True):
    request = Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        return load(request)
    except HTTPError as refusal:
        wait = refusal.headers.get("Retry-After", "")
        is_busy = refusal.code in (429, 503) and wait.isdecimal() and int(wait) <= 60
        if not is_busy or not may_wait:
            raise
        signal.alarm(0)
    time.sleep(int(wait))
    return get(url, token, may_wait=False)


def load(request):
    signal.alarm(10)  # for all of it: the time-out of urllib begins anew with each byte
    with build_opener(NoRedirects).open(request) as response:
        answer = json.load(response)
    signal.alarm(0)
    return answer


def first_workspace(token):
    workspaces = get(f"{API_URL}/user/workspaces", token)["values"]
    if not workspaces:
        sys.exit("This account is in no workspace.")
    return workspaces[0]["workspace"]["slug"]


def read_token():
    try:
        with open(TOKEN_FILE) as file:
            token = json.load(file)["access_token"]
        if not token.isprintable():
            sys.exit(f"The token in {TOKEN_FILE} is malformed. Sign in again.")
        return token
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.exit(f"No token in {TOKEN_FILE} ({error}). Sign in first.")


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_):
        """None: no redirect takes the token along."""


def words_of(refusal):
    try:
        words = json.load(refusal)["error"]["message"]
    except (ValueError, LookupError, TypeError):  # a page, say
        return str(refusal)
    return f"{words} Run refresh.py." if refusal.code == 401 else words


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("No answer in ten seconds."))
    try:
        main()
    except HTTPError as refusal:
        sys.exit(words_of(refusal))
    except (OSError, HTTPException, ValueError, LookupError, TypeError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
