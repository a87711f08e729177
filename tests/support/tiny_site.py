"""A site of one page and one example, to be spoilt by tests."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import PIPE

from harness.record import evidence
from harness.record.evidence import Record
from harness.record.examples import ROOT, Example
from harness.record.finding import judge
from harness.record.readings import Call, Mode, Outcome, Pass, Readings

CONF = """
import sys
sys.path[:0] = [{root!r}, {ext!r}]
sys.modules["pytest"] = None  # the site is built where nobody tests
extensions = ["myst_parser", "leakbook"]
myst_enable_extensions = ["colon_fence"]
project, html_theme, html_title = "Tiny", "basic", "Tiny"
nitpicky = True
highlight_language = "text"
doctest_test_doctest_blocks = ""
leakbook_examples = {examples!r}
leakbook_evidence = {evidence!r}
"""
FILES = {
    "buggy.py": '"""Lend a bike."""\n\nshed = [1, 2]\n\n\ndef lend():\n    return shed.pop()\n',
    "fixed.py": '"""Lend a bike."""\n\nshed = [1, 2]\n\n\ndef lend():\n    return shed[0]\n',
    "scenario.py": '"""Every other rider keeps the bike."""\n\nMARK = "<calls> & gauge"\n',
    "session.txt": ">>> import buggy\n>>> buggy.lend()\n2\n",
    "riders.csv": "name\nAda\n",
}
STRICT = ("-n", "-W", "--keep-going")
SHOW = ":::{example} bikes/lend\n:::\n"
SERVED = Outcome("returned")
WAITS = Outcome("waits", stack=("buggy.py, in lend: return shed.pop()", "queue.py, in get: wait()"))
REFUSED = Outcome("raised", "PoolTimeout", "no bike & no hope <soon>")


@dataclass(frozen=True)
class Built:
    """How a build ended, and what it complained of."""

    returncode: int
    stderr: str


class Sphinx:
    """The warm process that builds."""

    def __init__(self) -> None:
        """Start it."""
        server = Path(__file__).with_name("warm_sphinx.py")
        self._process = subprocess.Popen(
            [sys.executable, str(server)], stdin=PIPE, stdout=PIPE, text=True
        )

    def build(self, arguments: list[str], stderr: Path) -> Built:
        """Build once."""
        assert self._process.stdin and self._process.stdout
        job = json.dumps({"arguments": arguments, "stderr": str(stderr)})
        self._process.stdin.write(f"{job}\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        return Built(status, stderr.read_text(encoding="utf-8"))

    def close(self) -> None:
        """End it."""
        self._process.communicate()


@dataclass(frozen=True)
class Site:
    """The tiny site below ``root``."""

    root: Path
    sphinx: Sphinx

    @property
    def example(self) -> Example:
        """Its only example."""
        return Example(self.root / "examples" / "bikes" / "lend")

    def page(self, text: str, name: str = "index.md") -> None:
        """Write a page, by default the only one."""
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Bikes\n\n{text}", encoding="utf-8")

    def record(self, variant: str, **changes: object) -> None:
        """Record what the variant did; ``changes`` go into the record."""
        readings = buggy() if variant == "buggy" else drained()
        record = Record(
            self.example.name, variant, self.example.digest, judge(readings).promise, readings
        )
        evidence.write(self.example, replace(record, **changes), self.root / "evidence")  # type: ignore[arg-type]

    def build(
        self, builder: str = "html", *options: str, strict: tuple[str, ...] = STRICT
    ) -> Built:
        """Run Sphinx as the book's own build does, with warnings as errors."""
        places = [str(self.root / "docs"), str(self.root / builder)]
        arguments = ["-q", *strict, *options, "-b", builder, *places]
        return self.sphinx.build(arguments, self.root / "stderr")

    def refusal(self, *options: str) -> str:
        """What the build says when it refuses; it must fail."""
        done = self.build("dummy", *options)
        assert done.returncode, "the build should have failed"
        return done.stderr

    def html(self) -> str:
        """The page, built without a complaint."""
        done = self.build()
        assert (done.returncode, done.stderr) == (0, "")
        return (self.root / "html" / "index.html").read_text(encoding="utf-8")


def lay_out(root: Path, sphinx: Sphinx) -> Site:
    """A site with nothing wrong."""
    site = Site(root, sphinx)
    for name, text in FILES.items():
        path = site.example.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site.page(SHOW)
    paths = {"root": ROOT, "ext": ROOT / "docs" / "_ext"}
    here = {"examples": root / "examples", "evidence": root / "evidence"}
    conf = CONF.format(**{name: str(path) for name, path in (paths | here).items()})
    (root / "docs" / "conf.py").write_text(conf, encoding="utf-8")
    site.record("buggy")
    site.record("fixed")
    return site


def buggy() -> Readings:
    """Two bikes are lost in four calls, and the next rider waits."""
    calls = [("good", 1, 0), ("bad", 1, 1), ("good", 2, 1), ("bad", 2, 2)]
    return readings(calls, 2, WAITS)


def drained() -> Readings:
    """Every bike comes back."""
    return readings([("good", 1, 0), ("bad", 1, 0)] * 3, 0, SERVED)


def readings(calls: list[tuple[str, int, int]], left: int, victim: Outcome) -> Readings:
    """Readings whose two passes are alike."""
    made = tuple(Call(kind, during, out, SERVED) for kind, during, out in calls)
    run = Pass(made, 0, left, left, left, left, victim)
    passes = {Mode.DROP: run, Mode.KEEP: run}
    return Readings("bike", 2, passes, versions={"Python": "3.99.1", "shed": "1.0"})
