"""What verifying and building cost, side by side in one run: ``nox -s bench``.

Processor time is what counts: wall time is only told where it is the question, since it depends
on what else the machine does. Each row is measured on generated copies of one example, which is
the template's, in a folder of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.abreast import processors
from harness.process.runner import ROOT

TEMPLATE = "template/badge"
SIZES = (10, 100, 1000)
PLAIN = """
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
"""
OURS = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/docs/_ext"]
extensions = ["myst_parser", "leakbook"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
highlight_language = "text"
leakbook_examples = {root!r} + "/examples"
leakbook_evidence = {root!r} + "/build/evidence"
leakbook_symptoms = {home!r} + "/docs/symptoms.toml"
"""
LITERAL = ":::{{literalinclude}} ../examples/{name}/{file}.py\n:language: python\n:::\n"
PLAIN_IDS = """import pytest_forked

real = pytest_forked.serialize_report


def plain(report):
    made = {name: value for name, value in real(report).items() if name != "_id"}
    return {**made, "nodeid": report.nodeid}


pytest_forked.serialize_report = plain
"""
"""pytest 9 names a test by an object, which pytest-forked 1.7.5 cannot send to the parent."""

CALLS = "\n\ndef test_calls():\n" + "    badge({'name': 'Ada', 'host': 'Grace'})\n" * 12


@dataclass(frozen=True)
class Cost:
    """What a command took: processor time of all that it started, and time."""

    processor: float
    wall: float


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command to its end; a failure ends the measurement."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment(folder)
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {(done.stdout + done.stderr)[-800:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor, wall)


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the folder is found elsewhere."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    return {**kept, "PYTHONPATH": str(folder)}


class Book:
    """A folder with the machinery and as many examples as one wants, two versions each."""

    def __init__(self, folder: Path, size: int) -> None:
        """Lay it out."""
        self.folder, self.size = folder, size
        ignored = shutil.ignore_patterns("__pycache__", "lab")
        for name in ("harness", "docs/_ext"):
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        self.names = [f"topic/case_{number}" for number in range(size)]
        for name in self.names:
            shutil.copytree(ROOT / "examples" / TEMPLATE, folder / "examples" / name)

    def verify(self, *options: str) -> Cost:
        """Run every example anew."""
        shutil.rmtree(self.folder / "build", ignore_errors=True)
        return self.pytest("examples", "-p", "no:cacheprovider", *options)

    def pytest(self, *options: str) -> Cost:
        """Run pytest."""
        return cost([sys.executable, "-m", "pytest", "-q", *options], self.folder)

    def added(self) -> float:
        """What the harness adds to a fix: the median of the records, in seconds."""
        records = (self.folder / "build" / "evidence").rglob("fixed.json")
        return statistics.median(float(json.loads(each.read_text())["added"]) for each in records)

    def pages(self, conf: str, text: str) -> None:
        """Write a page for each example; the first page lists them."""
        docs = self.folder / "docs"
        paths = {"root": str(self.folder), "home": str(ROOT)}
        (docs / "conf.py").write_text(conf.format(**paths) if "{root" in conf else conf)
        for name in self.names:
            page = docs / f"{name.replace('/', '_')}.md"
            page.write_text(f"# {name}\n\n{text.format(name=name)}")
        (docs / "index.md").write_text("# Book\n\n:::{toctree}\n:glob:\ntopic_*\n:::\n")

    def build(self, *options: str) -> Cost:
        """Build the pages."""
        return cost([sys.executable, "-m", "sphinx", "-q", *options, "docs", "html"], self.folder)


Row = tuple[str, str]


def table(sizes: tuple[int, ...], folder: Path) -> Iterator[Row]:
    """Every row, each as soon as it is measured."""
    small = Book(folder / "small", sizes[0])
    yield from overhead(small)
    per = {}
    for size in sizes:
        book = Book(folder / str(size), size)
        took = book.verify()
        per[size] = took.processor / size
        yield f"{size} examples: processor time of each", milliseconds(per[size])
        yield f"{size} examples: wall time, of processor time", f"{took.wall / took.processor:.2f}"
    if len(sizes) > 1:
        ratio = per[sizes[-1]] / per[sizes[1] if len(sizes) > 2 else sizes[0]]
        yield "an example of the most, of one of a hundred", f"{ratio:.2f}"
    middle = Book(folder / "middle", min(100, sizes[-1]))
    yield from abreast(middle)
    yield from pages(middle)
    yield from builds(Book(folder / "large", sizes[-1]))
    yield from peers(middle)


def overhead(book: Book) -> Iterator[Row]:
    """What isolation costs: ours, which measures, and others, which do not."""
    book.verify("--abreast", "1")
    yield "the harness adds to a fix, median", milliseconds(book.added())
    yield "a bare fork and its end, median", milliseconds(statistics.median(forks(50)))
    one = [cost([sys.executable, "-c", "pass"], book.folder).processor for _ in range(10)]
    yield "a fresh interpreter that does nothing, median", milliseconds(statistics.median(one))
    tests = book.folder / "forked"
    tests.mkdir()
    (tests / "conftest.py").write_text(PLAIN_IDS)
    source = (ROOT / "examples" / TEMPLATE / "fixed.py").read_text(encoding="utf-8")
    for number in range(100):
        (tests / f"test_{number}.py").write_text(source + CALLS)
    alone = ("forked", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tests))
    bare, forked = book.pytest(*alone), book.pytest(*alone, "--forked")
    yield "pytest-forked adds to a test", milliseconds((forked.wall - bare.wall) / 100)


def forks(number: int) -> Iterator[float]:
    """A fork each, and the wait for its end."""
    for _ in range(number):
        start = time.perf_counter()
        if not (child := os.fork()):
            os._exit(0)
        os.waitpid(child, 0)
        yield time.perf_counter() - start


def abreast(book: Book) -> Iterator[Row]:
    """One run at a time against as many as the machine carries."""
    one, all_of_them = book.verify("--abreast", "1"), book.verify()
    several = 2 * processors()
    yield f"{book.size} examples, one at a time: wall time", f"{one.wall:.1f} s"
    yield f"{book.size} examples, {several} at a time: wall time", f"{all_of_them.wall:.1f} s"


def pages(book: Book) -> Iterator[Row]:
    """A page with a panel against one with the two files included as they are."""
    book.pages(PLAIN, LITERAL.replace("{file}", "buggy") + LITERAL.replace("{file}", "fixed"))
    plain = book.build("-E")
    book.pages(OURS, ":::{{example}} {name}\n:::\n")
    ours = book.build("-E")
    yield "a page with two literalincludes", milliseconds(plain.processor / book.size)
    yield "a page with {example}", milliseconds(ours.processor / book.size)
    yield "{example}, of two literalincludes", f"{ours.processor / plain.processor:.2f}"


def builds(book: Book) -> Iterator[Row]:
    """Cold, with nothing to do, and with one page changed."""
    book.verify()
    book.pages(OURS, ":::{{example}} {name}\n:::\n")
    yield f"{book.size} pages, cold", f"{book.build('-E').processor:.1f} s"
    yield f"{book.size} pages, nothing changed", f"{book.build().processor:.1f} s"
    page = book.folder / "docs" / f"{book.names[0].replace('/', '_')}.md"
    page.write_text(page.read_text() + "\nOne more line.\n")
    yield f"{book.size} pages, one changed", f"{book.build().processor:.1f} s"


def peers(book: Book) -> Iterator[Row]:
    """The same blocks, run by those that do not isolate them and measure nothing."""
    source = (ROOT / "examples" / TEMPLATE / "fixed.py").read_text(encoding="utf-8")
    blocks = f"```python\n{source}\n```\n\n" * book.size
    start = time.process_time()
    for _ in range(book.size):
        exec(compile(source, "block", "exec"), {})  # noqa: S102 - the floor of all the others
    yield "exec of a block", milliseconds((time.process_time() - start) / book.size)
    for name, program in PEERS.items():
        folder = book.folder / name
        folder.mkdir()
        (folder / "blocks.md").write_text(blocks)
        (folder / program[0]).write_text(program[1])
        took = cost([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider",
                     "--rootdir", str(folder), "-c", os.devnull, str(folder)], folder)  # fmt: skip
        yield f"{name}, a block", milliseconds(took.processor / book.size)


PEERS = {
    "mktestdocs": (
        "test_blocks.py",
        "from mktestdocs import check_md_file\n\n\n"
        "def test_blocks():\n    check_md_file('blocks.md')\n",
    ),
    "Sybil": (
        "conftest.py",
        "from sybil import Sybil\nfrom sybil.parsers.markdown import PythonCodeBlockParser\n"
        "pytest_collect_file = Sybil([PythonCodeBlockParser()], pattern='*.md').pytest()\n",
    ),
}
"""A file of each peer's own that has it run every block of ``blocks.md``."""


def milliseconds(seconds: float) -> str:
    """With one digit."""
    return f"{seconds * 1000:.1f} ms"


def main(arguments: list[str]) -> None:
    """Print the table, a row when it is known."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many examples")
    sizes = tuple(parser.parse_args(arguments).sizes)
    load, cores = os.getloadavg()[0], processors()
    sys.stdout.write(
        f"Python {sys.version.split()[0]}, {cores} processors, load {load:.1f} at the start\n\n"
        f"| {'what':56} | {'cost':>9} |\n| {'-' * 56} | {'-' * 8}: |\n"
    )
    with tempfile.TemporaryDirectory(prefix="leakbook-bench-") as folder:
        for what, value in table(sizes, Path(folder)):
            sys.stdout.write(f"| {what:56} | {value:>9} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
