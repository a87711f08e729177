"""The house rules that a machine can check."""

import ast
import statistics
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.record.examples import ROOT, all_examples

STANDARD = set(sys.stdlib_module_names)
HARNESS = sorted(ROOT.glob("harness/**/*.py"))
TESTS = sorted(ROOT.glob("tests/*/test_*.py"))
SITE = sorted(ROOT.glob("docs/_ext/**/*.py"))
SCENARIOS = sorted(ROOT.glob("examples/*/*/scenario.py"))
VARIANTS = [
    example.folder / f"{stem}.py" for example in all_examples() for stem in example.variants
]

# Modules whose name differs from that of the distribution.
TAUGHT_ALIASES = {"starlette": "fastapi", "psycopg_pool": "psycopg-pool", "urllib3": "requests"}


def short(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path, top: bool = True) -> set[str]:
    """The modules that a file imports; only the first part of their names with ``top``."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names} if top else names


def taught() -> set[str]:
    """The libraries that examples may import, from pyproject.toml."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    lines = [line for line in groups["examples"] if isinstance(line, str)]
    names = {line.split(">")[0].split("[")[0].strip() for line in lines}
    return names | {alias for alias, name in TAUGHT_ALIASES.items() if name in names}


def functions(paths: list[Path]) -> Iterator[tuple[str, int]]:
    """Each function with its number of lines, docstring left out."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                yield f"{short(path)}: {node.name}", lines


def sleeps(path: Path) -> Iterator[str]:
    """Calls that wait for time to pass.

    ``sleep(0)`` only turns the loop; a period that is a parameter is the code's job.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or ast.unparse(node).endswith("io.sleep(0)"):
            continue
        if path in VARIANTS and node.args and isinstance(node.args[0], ast.Name):
            continue
        if ast.unparse(node.func).rpartition(".")[2] == "sleep":
            yield f"{short(path)}:{node.lineno}"


def test_what_pytest_runs_is_in_the_catalog() -> None:
    """No name of a folder, be it ``bounded_cache``, hides an example from the other checks."""
    run = {path.parent for path in (ROOT / "examples").rglob("scenario.py")}
    assert run - {example.folder for example in all_examples()} == set()


def test_variants_import_one_library() -> None:
    """A variant imports the standard library and at most one family that is taught."""
    allowed = taught() | STANDARD
    stray = {short(path): imports(path) - allowed for path in VARIANTS}
    assert {path: names for path, names in stray.items() if names} == {}


def test_scenarios_import_the_harness() -> None:
    """A scenario imports the harness, the standard library, and what is taught."""
    allowed = taught() | STANDARD | {"harness"}
    stray = {short(path): imports(path) - allowed for path in SCENARIOS}
    assert {path: names for path, names in stray.items() if names} == {}


def test_harness_imports_the_standard_library() -> None:
    """The harness apart from its side of pytest needs nothing that is not in Python."""
    # PostgreSQL is asked by its client, and the lab's programs run what they measure.
    guests = ("items.py", "plugin.py", "postgres.py")
    rooms = [path for path in HARNESS if path.name not in guests and "lab" not in path.parts]
    stray = {short(path): imports(path) - STANDARD - {"harness"} for path in rooms}
    assert {path: names for path, names in stray.items() if names} == {}


def test_site_imports_only_the_shelves() -> None:
    """The site reads the catalog, the evidence and what they are made of; it runs nothing."""
    shelves = {
        "harness.record.examples",
        "harness.record.evidence",
        "harness.record.readings",
        "harness.record.faults",
        "harness.record.finding",
        "harness.record.linted",
        "harness.record",
    }
    for path in SITE:
        names = imports(path, top=False)
        assert {name for name in names if name.startswith("harness")} <= shelves, short(path)
        assert "pytest" not in imports(path), short(path)


def test_child_side_does_not_import_the_parent_side() -> None:
    """What runs next to an example knows nothing of evidence, catalog or pytest."""
    parent = {
        "harness.record.evidence",
        "harness.record.examples",
        "harness.verify",
        "harness.items",
        "harness.plugin",
    }
    for path in ROOT.glob("harness/run/**/*.py"):
        assert imports(path, top=False) & parent == set(), path


def test_nothing_sleeps() -> None:
    """Only the one settle function waits for time to pass."""
    paths = [*HARNESS, *TESTS, *VARIANTS, *SCENARIOS]
    found = [place for path in paths for place in sleeps(path)]
    assert [place for place in found if "harness/run/settle.py" not in place] == []


def test_functions_are_small() -> None:
    """No function of the harness or the site has more than 40 lines; the median is at most 8."""
    sizes = dict(functions([*HARNESS, *SITE]))
    assert {name: lines for name, lines in sizes.items() if lines > 40} == {}
    assert statistics.median(sizes.values()) <= 8


@pytest.mark.parametrize("path", TESTS, ids=short)
def test_every_test_says_what_it_holds(path: Path) -> None:
    """Every test has a docstring of one sentence."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            text = ast.get_docstring(node) or ""
            assert text.endswith("."), node.name
            assert "\n\n" not in text, node.name
