"""The first command shows the book while it is verified, and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest
from tiny_site import CONF

from harness import live
from harness.record.examples import ROOT
from harness.run.settle import drive, settle

PATIENCE = 120.0
CASE = "template/badge"
PAGE = f"# Badges\n\n:::{{example}} {CASE}\n:::\n\nLost: {{seen}}`{CASE} buggy lost`.\n"


class Preview:
    """A copy of the machinery with one page and one example, previewed."""

    def __init__(self, folder: Path) -> None:
        """Lay it out."""
        self.folder, self.temporary = folder, folder / "tmp"
        self.temporary.mkdir()
        for name in ("harness", "docs/_ext", f"examples/{CASE}"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        here = {"root": folder, "ext": folder / "docs" / "_ext", "examples": folder / "examples"}
        here["evidence"] = folder / "build" / "evidence"
        conf = CONF.format(**{name: str(path) for name, path in here.items()})
        conf = f"{conf}leakbook_symptoms = {str(ROOT / 'docs' / 'symptoms.toml')!r}\n"
        (folder / "docs" / "conf.py").write_text(conf)
        self.page.write_text(PAGE)

    @property
    def page(self) -> Path:
        """The only page."""
        return self.folder / "docs" / "index.md"

    def start(self, port: int) -> "subprocess.Popen[str]":
        """Start it as a terminal does."""
        return subprocess.Popen(
            [sys.executable, "-m", "harness.live", "--no-browser", "--port", str(port)],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def left(self) -> list[str]:
        """Processes that live here and temporary folders."""
        alive = [each for each in Path("/proc").glob("[0-9]*") if lives_in(each, self.folder)]
        return [path.name for path in [*alive, *self.temporary.glob("leak*")]]


def lives_in(process: Path, folder: Path) -> bool:
    """Whether a process works in a folder."""
    try:
        return Path(os.readlink(process / "cwd")).is_relative_to(folder)
    except OSError:  # it has just ended
        return False


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    """A preview that was not started."""
    return Preview(tmp_path)


def shown(port: int, until: Callable[[str], object]) -> str:
    """The first page as soon as it says so."""
    said = [""]

    def ask() -> bool:
        # It may be written anew at this very moment.
        with suppress(OSError, HTTPException), urlopen(f"http://127.0.0.1:{port}/") as page:
            said[0] = re.sub("<[^>]*>", "", page.read().decode())
        return bool(until(said[0]))

    drive(settle(ask, PATIENCE, False))
    return said[0]


def given(port: int, path: str) -> bytes:
    """What the server gives for a path as it stands here; empty if it refuses."""
    line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        body = answer.read()
        return body if answer.status == 200 else b""
    finally:
        line.close()


def ways_out(folder: Path) -> list[str]:
    """Paths that would lead to a file beside the built site, were one of them followed."""
    (folder / "build" / "secret.txt").write_text("secret")
    html = folder / "build" / "html"
    (html / "_examples" / "link.txt").symlink_to(folder / "build" / "secret.txt")
    (html / "_examples" / "linked").symlink_to(folder / "build")
    up = ["..", "%2e%2e", ".%2E", "..%2f..%2f..", "..%5c..", "_examples/../..", "%2e%2e%2f%2e%2e"]
    named = [f"/{way}/secret.txt" for way in up]
    whole = [f"{start}{folder}/build/secret.txt" for start in ("", "/", "/%2f", "/_examples//")]
    return [*named, *whole, "/_examples/link.txt", "/_examples/linked/secret.txt"]


def test_the_book_is_shown_while_it_is_verified(preview: Preview) -> None:
    """First the mark, then the evidence, then what an edit changes; Ctrl-C leaves nothing."""
    port = live.free(0)
    process = preview.start(port)
    try:
        first = shown(port, lambda text: "Badges" in text)
        assert "Being verified" in first
        assert "Lost: …." in first
        assert "def badge(visitor)" in first  # the files are there to be read
        verified = shown(port, lambda text: "Lost: 1." in text)
        assert "Being verified" not in verified
        assert "leaks for good" in verified
        assert b"def badge" in given(port, f"/_examples/{CASE}/fixed.py")
        for way in ways_out(preview.folder):
            assert b"secret" not in given(port, way), way
        preview.page.write_text(PAGE.replace("Lost:", "It was seen to lose"))
        assert "It was seen to lose 1." in shown(port, lambda text: "It was seen" in text)
    finally:
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
    assert f"The book is at http://127.0.0.1:{port}/" in output
    drive(settle(lambda: not preview.left(), PATIENCE, False))
    assert preview.left() == [], output


@pytest.mark.parametrize(
    ("reached", "how"),
    [
        ("build/html", signal.SIGTERM),
        ("build/live/verifying", signal.SIGINT),
        ("build/evidence", signal.SIGTERM),
    ],
)
def test_it_can_be_stopped_at_any_moment(
    preview: Preview, how: signal.Signals, reached: str
) -> None:
    """While the pages are built, while examples run: no process and no folder is left."""
    process = preview.start(live.free(0))
    there = preview.folder / reached
    drive(settle(lambda: there.exists() or process.poll() is not None, PATIENCE, False))
    process.send_signal(how)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, output
    drive(settle(lambda: not preview.left(), PATIENCE, False))
    assert preview.left() == [], output
    assert list((preview.folder / "build").rglob("*.part")) == []


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_taken_port_is_left_alone(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Then another one serves, and a sentence says so."""
    found = live.free(taken)
    assert found != taken
    said = f"Port {taken} is taken by another program; this time it is {found}.\n"
    assert capsys.readouterr().err == said


def test_the_port_is_the_same_each_time() -> None:
    """A port that nobody has is given again."""
    port = live.free(0)
    assert [live.free(port), live.free(port)] == [port, port]
