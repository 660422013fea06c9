"""Reads a list, page by page: the repositories of a workspace."""

import json
import os
import sys
import time
from urllib.parse import quote, urlsplit

from requests_oauthlib import OAuth2Session

API_URL = (os.environ.get("BITBUCKET_API_URL") or "https://api.bitbucket.org") + "/2.0"
TOKEN_FILE = os.environ.get("TOKEN_FILE") or "bitbucket-token.json"

if API_URL.startswith("http://"):
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # a sandbox on this machine


def main():
    bitbucket = OAuth2Session(token=read_token())
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
    response = bitbucket.get(url, timeout=10)
    wait = response.headers.get("Retry-After", "")
    if response.status_code in (429, 503) and wait.isdecimal() and int(wait) <= 60:
        time.sleep(int(wait))
        response = bitbucket.get(url, timeout=10)
    if response.status_code != 200:
        hint = " Run refresh.py." if response.status_code == 401 else ""
        sys.exit(f"{response.json()['error']['message']}{hint}")
    return response.json()


def first_workspace(bitbucket):
    workspaces = get(bitbucket, f"{API_URL}/user/workspaces")["values"]
    if not workspaces:
        sys.exit("This account is in no workspace.")
    return workspaces[0]["workspace"]["slug"]


def read_token():
    try:
        with open(TOKEN_FILE) as file:
            return {"access_token": json.load(file)["access_token"]}
    except (OSError, ValueError, LookupError, TypeError) as error:
        sys.exit(f"No token in {TOKEN_FILE} ({error}). Sign in first.")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:  # no answer, say: what requests raises is among them
        sys.exit(f"{type(error).__name__}: {error}")
    except KeyError as field:
        sys.exit(f"The answer has no {field}.")
