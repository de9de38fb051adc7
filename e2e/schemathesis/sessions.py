"""Signs in an operator of a running demo, an administrator, and those whom he designates; prints their cookies as JSON.

The operator's invitation is what the demo printed at its start ($2 is that text); the others are invited, and their links are
read from the demo's mails, as a tester would.
"""

import json
import re
import sys
import time
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.request import HTTPCookieProcessor, Request, build_opener

origin, printed = sys.argv[1], open(sys.argv[2], encoding="utf-8").read()

PASSWORD = "tres caballos verdes"
OPERATOR = "operadora@munica.example"
ADMINISTRATOR = {
    "name": "Carmen Ruesta Vílchez",
    "document_type": "dni",
    "document_number": "40556677",
    "email": "cruesta@municastilla.example",
}
# By the name of their session, with the role that they are given.
DESIGNATED = {
    "visits": (
        "visits_admin",
        {
            "name": "Rosa Benites Farfán",
            "document_type": "dni",
            "document_number": "40556678",
            "email": "rbenites@municastilla.example",
        },
    ),
    "privacy": (
        "data_protection_officer",
        {
            "name": "Hugo Távara Sandoval",
            "document_type": "dni",
            "document_number": "40556679",
            "email": "htavara@municastilla.example",
        },
    ),
}
RESOLUTION = {"number": "Resolución de Alcaldía N.° 7-2026", "date": "2026-01-05"}


class Session:
    """Somebody's cookies."""

    def __init__(self) -> None:
        # Cookies that are for TLS only are sent all the same: this is the loopback.
        self.jar = CookieJar(policy=DefaultCookiePolicy(secure_protocols=("http", "https")))
        self.opener = build_opener(HTTPCookieProcessor(self.jar))

    def call(self, path: str, body: object = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Origin": origin, "X-Munica-CSRF": "1", "Content-Type": "application/json"}
        with self.opener.open(Request(origin + path, data=data, headers=headers)) as answer:
            text = answer.read()
        return json.loads(text) if text else {}

    def join(self, token: str, email: str) -> None:
        """Makes the account behind an invitation, and leaves it ready to work."""
        self.call(f"/api/v1/auth/invitations/{token}", {"password": PASSWORD})
        self.call("/api/v1/auth/login", {"email": email, "password": PASSWORD})
        version = self.call("/api/v1/auth/declaration")["version"]
        self.call("/api/v1/auth/declaration", {"version": version})

    def cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)


def invited(operator: Session, email: str) -> str:
    """The link of somebody who was invited, once the worker has sent it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for mail in operator.call("/api/v1/platform/mails?limit=50")["items"]:
            if mail["to"] == email:
                text = operator.call(f"/api/v1/platform/mails/{mail['id']}")["text"]
                if found := re.search(r"/admin/invitacion/(\S+)", text):
                    return found[1]
        time.sleep(0.2)
    raise SystemExit(f"{email} was not invited")


def accepted(operator: Session, email: str) -> Session:
    """The session of somebody who accepts his invitation."""
    session = Session()
    session.join(invited(operator, email), email)
    return session


operator = Session()
operator.join(re.search(rf"<{re.escape(OPERATOR)}>: \S+/(\S+)", printed)[1], OPERATOR)
page = operator.call("/api/v1/platform/municipalities?limit=50")["items"]
# One whose roles nobody holds yet.
castilla = next(one["id"] for one in page if one["slug"].startswith("municastilla"))
operator.call(
    f"/api/v1/platform/municipalities/{castilla}/administrators",
    {"person": ADMINISTRATOR, "resolution": RESOLUTION},
)
administrator = accepted(operator, ADMINISTRATOR["email"])
sessions = {"operator": operator, "administrator": administrator}
for name, (role, person) in DESIGNATED.items():
    grant = {"person": person, "role": role, "resolution": RESOLUTION, "starts_on": RESOLUTION["date"]}
    administrator.call("/api/v1/admin/grants", grant)
    sessions[name] = accepted(operator, person["email"])
print(json.dumps({name: session.cookies() for name, session in sessions.items()}))
