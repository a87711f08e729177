"""What the tests of the machinery share."""

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tiny_site import Site, Sphinx, lay_out

from harness.process.runner import Runner
from harness.record.examples import Example

if threading.current_thread() is threading.main_thread():
    # A shell that starts us in the background has it ignored, and what we start inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One runner for all tests."""
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def make_example(tmp_path: Path) -> Callable[..., Example]:
    """A function that lays out an example from the texts of its files."""

    def make(**files: str) -> Example:
        folder = tmp_path / "topic" / "case"
        folder.mkdir(parents=True)
        for stem, text in files.items():
            (folder / f"{stem}.py").write_text(text, encoding="utf-8")
        return Example(folder)

    return make


@pytest.fixture(scope="session")
def sphinx() -> Iterator[Sphinx]:
    """One warm process that builds every tiny site."""
    sphinx = Sphinx()
    yield sphinx
    sphinx.close()


@pytest.fixture
def site(tmp_path: Path, sphinx: Sphinx) -> Site:
    """A tiny site with nothing wrong."""
    return lay_out(tmp_path, sphinx)
