"""What the tests of the machinery share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.catalog import ROOT, Case
from harness.isolation import Runner

sys.path.append(str(ROOT / "docs" / "_ext"))  # the site's extension, as its configuration finds it


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One runner for all tests."""
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., Case]:
    """A function that lays out an example from the texts of its files."""

    def make(**files: str) -> Case:
        folder = tmp_path / "topic" / "case"
        folder.mkdir(parents=True)
        for stem, text in files.items():
            (folder / f"{stem}.py").write_text(text, encoding="utf-8")
        return Case(folder)

    return make


def no_servers(name: str) -> None:
    """A test that needs no server says so by passing this."""
    raise LookupError(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A page tells what the linters see: their table comes before the tests that build the book."""
    items.sort(key=lambda item: item.path.name != "test_linters.py")
