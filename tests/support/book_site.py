"""The real book, built for the browser tests and served as a host would serve it."""

import fcntl
import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from harness.record.examples import ROOT

GIVEN = os.environ.get("LEAKBOOK_SITE", "")
"""A site that has just been built, as strictly as here."""

HTML = ROOT / (GIVEN or "build/test-html")
MEMORY = HTML / ".doctrees" / "environment.pickle"
STRICT = ("--nitpicky", "--fail-on-warning", "--keep-going", "--quiet", "-E")
MENDING = "run `nox -s evidence`, then the tests again"
SOURCES = [ROOT / "docs" / name for name in ("genindex", "search")]
SOURCES += [
    path
    for path in sorted((ROOT / "docs").rglob("*.md"))
    if not any(part.startswith("_") for part in path.relative_to(ROOT).parts)
    and path.parent != ROOT / "docs" / "symptoms"  # these are made by the build, all alike
]
SOURCES += [ROOT / "docs" / "symptoms" / name for name in ("queuepool-limit-reached", "close-wait")]
TEXTS = {".html", ".css", ".js", ".svg", ".txt", ".md", ".py", ".json", ".xml"}
PAGES = [str(path.relative_to(ROOT / "docs").with_suffix(".html")) for path in SOURCES]
"""Every page that a reader can open."""


def built() -> Path:
    """The book's HTML, built once for a run of the tests, however many processes it has.

    One that is given is taken as it is.
    """
    if GIVEN:
        return HTML
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    HTML.parent.mkdir(exist_ok=True)
    with HTML.with_suffix(".run").open("a+", encoding="utf-8") as note:
        fcntl.flock(note, fcntl.LOCK_EX)  # the first process builds, the others wait
        note.seek(0)
        if note.read() != run:
            build()
            note.truncate(0)
            note.write(run)
    return HTML


def build() -> None:
    """Build the whole book as a release is built."""
    shutil.rmtree(HTML, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", *STRICT, "-b", "html"]
    places = [str(ROOT / "docs"), str(HTML)]
    done = subprocess.run([*command, *places], capture_output=True, text=True, check=False)
    if done.returncode:
        hint = f"{MENDING}.\n" if "evidence" in done.stderr else ""
        pytest.fail(f"The book cannot be built: {hint}{done.stderr}", pytrace=False)


class Host(SimpleHTTPRequestHandler):
    """Serves files, and the book's own page for an address that leads nowhere."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let the client keep what has a digest in its address, and ask again for the rest."""
        lasting = "max-age=31536000, immutable" if "?v=" in self.path else "no-cache"
        self.send_header("Cache-Control", lasting)
        super().end_headers()

    def send_head(self) -> Any:
        """Text goes compressed."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in TEXTS or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the page that the book has for it."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


class Server(ThreadingHTTPServer):
    """Says nothing about a browser that went away in the middle."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what is our fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port; the address ends with a slash."""

    def handler(*args: Any) -> Host:
        return Host(*args, directory=str(folder))

    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
