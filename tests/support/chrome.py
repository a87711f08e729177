"""Debian's Chromium, and what it complains of."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, Request, Response, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]  # root in a container has neither
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
PATIENCE = 20_000  # milliseconds for what takes some; a ceiling, never a measurement
MISSING = "no Chromium found; apt install chromium"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """() => axe.run(document, {resultTypes: ["violations"]}).then((found) =>
    found.violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id} at ${target}`)))
"""
UNFOLD = """() => {
    document.querySelectorAll("details").forEach((each) => { each.open = true; });
    const all = new CSSStyleSheet();
    all.replaceSync(".lb-pane { display: block !important; }"
        + ".lb-panel { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [all];
}"""
"""Opens whatever a reader could open, so that it is looked at too."""

LAY_OUT = """() => {
    const all = new CSSStyleSheet();
    all.replaceSync(".lb-panel { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [all];
}"""
"""Lays out what is far below, too, as scrolling there would: for a picture of the whole page."""

MARK_LOOKS = """() => {
    const known = new Map(), seen = new Set();
    const ground = (element) => {  // what lies behind an element, down to the first opaque colour
        if (!element) return "";
        if (!known.has(element)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
            const opaque = backgroundColor.startsWith("rgb(") && opacity === "1";
            const behind = opaque ? "" : ground(element.parentElement);
            known.set(element, [backgroundColor, backgroundImage, opacity, behind].join());
        }
        return known.get(element);
    };
    for (const element of document.body.querySelectorAll("*")) {
        const says = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
        if (![...element.childNodes].some(says) && !element.matches("input, textarea")) continue;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const look = [color, fontSize, fontWeight, textShadow, ground(element)].join();
        element.toggleAttribute("data-look", !seen.has(look));
        seen.add(look);
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
}"""
"""Contrast follows from a text's colour, size, weight and ground: one element of each such look is
measured, because axe takes some milliseconds for each, and a page has thousands."""


@contextmanager
def chromium() -> Iterator[Any]:
    """One browser; without Chromium a test is skipped, in CI it fails."""
    if CHROMIUM is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(MISSING)
    expect.set_options(timeout=PATIENCE)
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


def with_policy(policy: str) -> Callable[[Any], None]:
    """A route that answers a page under a policy, as a strict host would."""

    def answer(route: Any) -> None:
        given = route.fetch()
        headers = {**given.headers, "content-security-policy": policy}
        route.fulfill(response=given, headers=headers)

    return answer


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it is shown now, with all of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(MARK_LOOKS)
    found: list[str] = page.evaluate(RUN_AXE)
    return found
