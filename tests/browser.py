"""Debian's Chromium, and what it complains of."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, Request, Response, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]  # root in a container has neither
MISSING = "no Chromium found; apt install chromium"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """(rules) => axe.run(document, {resultTypes: ["violations"], ...rules}).then((found) =>
    found.violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id} at ${target}`)))
"""
UNFOLD = """() => {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const all = new CSSStyleSheet();
    all.replaceSync(".lb-pane { display: block !important; }");
    document.adoptedStyleSheets = [all];
    const rows = ".lb-numbers tbody tr:nth-child(n+4), .lb-frames tbody tr:nth-child(n+4)";
    document.querySelectorAll(`${rows}, .lb-chart svg path:nth-of-type(n+9)`)
        .forEach((each) => each.remove());
    [...document.querySelectorAll(".highlight pre")].slice(4)
        .forEach((each) => { each.textContent = each.textContent; });
}"""
"""Opens whatever a reader could open, so that it is looked at too; what repeats, rows of numbers
and colours of code, is thinned out, because axe takes a millisecond for each element."""


@contextmanager
def chromium() -> Iterator[Any]:
    """One browser; without Chromium a test is skipped, in CI it fails."""
    if CHROMIUM is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(MISSING)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Complaints(list[str]):
    """What goes wrong in a tab: errors, failed requests, requests to another host."""

    def __init__(self, page: Page, home: str) -> None:
        """Listen from now on."""
        super().__init__()
        self.home = home
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("console", self.said)
        page.on("request", self.asked)
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def said(self, message: Any) -> None:
        """Note an error or a warning of the console."""
        if message.type in ("error", "warning"):
            self.append(f"console: {message.text}")

    def asked(self, request: Request) -> None:
        """Note a request to another host."""
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.append(f"foreign: {request.url}")

    def failed(self, request: Request) -> None:
        """Note a request without an answer, unless the reader went on before it came."""
        if request.failure != "net::ERR_ABORTED":
            self.append(f"failed: {request.url} {request.failure}")

    def answered(self, response: Response) -> None:
        """Note an answer that is none."""
        if response.status >= 400:
            self.append(f"{response.status}: {response.url}")


def violations(page: Page, **rules: Any) -> list[str]:
    """What axe finds in the page as it is shown now; ``runOnly`` names the rules to look at."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, rules)
    return found
