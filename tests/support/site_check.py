"""Check built HTML: ``python tests/support/site_check.py build/html`` prints each fault.

Every link must lead to a file, every fragment to an id, no id may come twice, and no page
may load anything from another host.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINKS = {("a", "href"), ("use", "href")}
"""What a reader follows by choice; everything else with an address is loaded with the page."""
ADDRESSES = {"href", "src", "srcset", "poster", "data", "action"}
QUIET = {"canonical", "author", "license", "alternate", "next", "prev"}
"""Relations of ``<link>`` that load nothing."""


class Page(HTMLParser):
    """The ids, links and loads of one page."""

    def __init__(self, path: Path) -> None:
        """Read it."""
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag names and where it leads."""
        given = {name: value or "" for name, value in attrs}
        self.ids.update([given["id"]] if "id" in given else [])
        if tag == "base" or (tag == "link" and given.get("rel") in QUIET):
            return
        for name in ADDRESSES & given.keys():
            (self.links if (tag, name) in LINKS else self.loads).append(given[name])


def faults(root: Path) -> Iterator[str]:
    """Every fault of the site below ``root``, in one line each."""
    root = root.resolve()
    pages = {path: Page(path) for path in sorted(root.rglob("*.html"))}
    for path, page in pages.items():
        place = path.relative_to(root)
        yield from (f"{place}: id {name!r} comes twice" for name, n in page.ids.items() if n > 1)
        for address in page.loads:
            if urlsplit(address).netloc:
                yield f"{place}: loads {address} from another host"
        for address in [*page.links, *page.loads]:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                yield f"{place}: {address} leads to no file"
            elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
                yield f"{place}: {address} leads to no id"


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1])))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.exit(bool(found))
