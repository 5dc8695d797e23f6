"""What a page does that it must not: requests to other hosts, errors, breaches of its security policy."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page

from .findings import Finding

_OWN = ("data:", "blob:", "about:")


class Watch:
    """Begins before the page is opened; `findings` are those since then. Errors of scripts are among them."""

    def __init__(self, page: Page, address: str) -> None:
        self._address, self._said = address, list[str]()
        self.others = list[str]()
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self._said.append(f"script: {error}"))
        page.on("console", self._heard)

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self._address}/", *_OWN)):
            self.others.append(url)

    def _heard(self, message: ConsoleMessage) -> None:
        """Breaches of the policy are told here too, those of frames as well."""
        if message.type == "error":
            self._said.append(message.text)

    def errors(self, place: str, expected: str = "") -> list[Finding]:
        """`expected`: an error that is right (the status of the page that stands for missing ones)."""
        return [Finding(place, said) for said in self._said if not (expected and expected in said)]

    def other_hosts(self, place: str) -> list[Finding]:
        return [Finding(place, url) for url in self.others]
