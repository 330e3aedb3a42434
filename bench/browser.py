"""A client on one kept connection that signs in through the form, as a browser does."""

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(values, doseq=True))

    def sign_in(self, email: str, password: str) -> None:
        form = self.get("/accounts/login/")
        answer = self.post(
            "/accounts/login/", {"csrfmiddlewaretoken": token_in(form), "login": email, "password": password}
        )
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"{email} could not sign in: {answer.status}")

    def twin(self) -> "Browser":
        """Another connection of the same person."""
        return Browser(self.port, cookies=dict(self.cookies))

    def _ask(self, verb: str, path: str, body: str | None = None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        for attempt in (1, 2):
            try:
                return self._once(verb, path, body, headers)
            except (http.client.RemoteDisconnected, ConnectionError):
                # The server closed the kept connection between two requests.
                self.connection = None
                if attempt == 2 or verb == "POST":
                    raise
        raise AssertionError

    def _once(self, verb: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.connection is None or verb == "POST":
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connection.request(verb, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, content, response.headers.get("Location", ""))


def token_in(form: Answer) -> str:
    found = TOKEN.search(form.text)
    if found is None:
        raise SystemExit("There is no form on this page.")
    return found[1]
