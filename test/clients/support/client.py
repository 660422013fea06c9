"""A client in Python, of the standard library only: runs one grant, refreshes, reads the user.

Reads its configuration as JSON from stdin, writes what it saw as JSON to stdout.
"""

import base64
import json
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

told = json.load(sys.stdin)


def send(request):
    try:
        with urlopen(request) as answer:
            return json.load(answer)
    except HTTPError as refusal:
        return {"status": refusal.code, "reason": refusal.reason, **json.load(refusal)}


def ask_token(form):
    pair = f"{told['client_id']}:{told['client_secret']}".encode()
    headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}
    return send(Request(told["url"] + "/site/oauth2/access_token", urlencode(form).encode(), headers))


def read_user(token):
    headers = {"Authorization": "Bearer " + token["access_token"]}
    return send(Request(told["url"] + "/2.0/user", headers=headers))


seen = {"token": ask_token(told["form"])}
if "access_token" in seen["token"]:
    seen["user"] = read_user(seen["token"])
if "refresh_token" in seen["token"]:
    seen["refreshed"] = ask_token(
        {"grant_type": "refresh_token", "refresh_token": seen["token"]["refresh_token"]}
    )
    seen["user_again"] = read_user(seen["refreshed"])
json.dump(seen, sys.stdout)
