"""Takes pictures of the built site for someone to look at: ``python tests/browser/pictures.py``."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from book_site import served
from chrome import LAY_OUT, chromium

WIDTHS = {390: 844, 768: 1024, 1280: 800, 1920: 1080}
PAGES = (
    "index.html", "symptoms.html", "diagnose.html", "checks.html", "versions.html",
    "verified.html", "lab.html", "guides/semaphore-permits.html", "guides/pool-exhaustion.html",
    "guides/fastapi-session.html", "guides/resource-leaks.html", "404.html",
)  # fmt: skip
GUIDE, STEPS = "guides/semaphore-permits.html", "steps/permits/raising_query.html"
PASTED = ("QueuePool limit of size 5 overflow 10 reached", "attached to a different loop", "hangs")
LONGEST = 6000  # pixels: what is below is like what is above


def whole(page: Any, path: Path) -> None:
    """A picture of the page down to a limit."""
    page.evaluate(LAY_OUT)
    height = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    page.screenshot(path=path, full_page=True, clip=clip)


def pages(page: Any, book: str, folder: Path, mark: str) -> None:
    """First view and whole of each page."""
    for name in PAGES:
        page.goto(book + name)
        stem = f"{name.removesuffix('.html').replace('/', '-')}-{mark}"
        page.screenshot(path=folder / f"{stem}-first.png")
        whole(page, folder / f"{stem}.png")


def states(page: Any, book: str, folder: Path, mark: str) -> None:
    """Each tab of the guide's first panel."""
    page.goto(book + GUIDE)
    panel = page.locator(".lb-panel").first
    for label in panel.locator(".lb-tabs > label").all():
        label.click()
        name = label.inner_text().replace(": ", "-").replace(" ", "-").lower()
        panel.screenshot(path=folder / f"panel-{name}-{mark}.png")


def frames(page: Any, book: str, folder: Path, mark: str) -> None:
    """Each frame of a tray."""
    page.goto(book + STEPS)
    tray, slider = page.locator(".lb-tray"), page.locator(".lb-tray input[type=range]")
    for number in range(int(slider.get_attribute("max") or 0) + 1):
        slider.fill(str(number))
        tray.screenshot(path=folder / f"tray-{number:02}-{mark}.png")


def answers(page: Any, book: str, folder: Path, mark: str) -> None:
    """What the finder says to some texts."""
    for number, text in enumerate(PASTED):
        page.goto(book + "symptoms.html")
        page.locator(".lb-finder textarea").fill(text)
        page.locator(".lb-finder [role=status]:not(:empty)").wait_for()
        page.screenshot(path=folder / f"finder-{number}-{mark}.png")


def printed(page: Any, book: str, folder: Path) -> None:
    """The guide on paper."""
    page.goto(book + GUIDE)
    page.pdf(path=folder / "print.pdf", format="A4")


def looks(browser: Any) -> Iterator[tuple[str, Any]]:
    """A fresh tab for each width and scheme."""
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            size = {"width": width, "height": height}
            context = browser.new_context(viewport=size, color_scheme=scheme)
            yield f"{width}-{scheme}", context.new_page()
            context.close()


def take(html: Path, folder: Path) -> int:
    """All pictures of a built site; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, served(html) as book:
        for mark, page in looks(browser):
            pages(page, book, folder, mark)
            for each in (states, frames, answers):
                each(page, book, folder, mark)
        page = browser.new_page()
        printed(page, book, folder)
    return sum(1 for _ in folder.iterdir())


if __name__ == "__main__":
    site, kept = (Path(each) for each in sys.argv[1:3])
    sys.stdout.write(f"{take(site, kept)} pictures in {kept}\n")
