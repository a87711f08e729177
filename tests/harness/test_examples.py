"""Which folders are examples, what is told of them without a run, and what their digest covers."""

import ast
import gc
import json
import platform
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from harness.record import examples, linted
from harness.record.evidence import BadEvidence
from harness.record.examples import BadExample, Example, all_examples, find, imports_of

MakeExample = Callable[..., Example]
CODE = '"""Lend."""\n'


@pytest.fixture
def example(make_example: MakeExample) -> Example:
    """An example with two variants."""
    late = '"""Lend late."""\n'
    return make_example(buggy=CODE, fixed=CODE, fixed_late=late, scenario='"""It stays."""\n')


@pytest.fixture
def root(example: Example) -> Path:
    """The folder of all topics, which has that example alone."""
    return example.folder.parent.parent


def test_an_example_says_what_it_is(example: Example) -> None:
    """Its name, its variants, its sentences and its session come from the folder."""
    assert example.name == "topic/case"
    assert example.variants == ("buggy", "fixed", "fixed_late")
    assert (example.sentence, example.situation) == ("Lend.", "It stays.")
    assert example.session is None
    (example.folder / "session.txt").write_text(">>> 1\n")
    assert example.session == example.folder / "session.txt"


def test_an_example_does_not_change(example: Example) -> None:
    """It is a folder, and as such compared."""
    assert {example, Example(example.folder)} == {example}


def test_threads_parse_beside_each_other(make_example: MakeExample) -> None:
    """However often they take turns: a collection in the middle lets another thread go on."""
    example = make_example(fixed="\n".join(["done = [(1, [2, (3, 4)]), {5: 6}]"] * 500))
    usual, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.callbacks.append(turn := lambda phase, info: sum(range(50)))
    gc.set_threshold(1)
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            trees = list(threads.map(example.tree, ["fixed"] * 24))
    finally:
        gc.callbacks.remove(turn)
        gc.set_threshold(*usual)
        sys.setswitchinterval(interval)
    assert {len(tree.body) for tree in trees} == {500}


def test_no_docstring_is_no_sentence(make_example: MakeExample) -> None:
    """What is not said is empty."""
    example = make_example(fixed="", scenario="")
    assert (example.sentence, example.situation) == ("", "")


def test_imports_are_told_by_full_name() -> None:
    """Of both forms, a relative one left out."""
    tree = ast.parse("import os.path, re\nfrom json import loads\nfrom . import x\nimport abc")
    assert imports_of(tree) == {"abc", "os.path", "re", "json"}


def test_imports_of_a_variant(make_example: MakeExample) -> None:
    """In alphabetical order."""
    example = make_example(fixed="import re\nimport abc\nfrom json import loads\n", scenario="")
    assert example.imports("fixed") == ["abc", "json", "re"]


def test_versions_of_libraries() -> None:
    """By the name before the first dot; the standard library has none, a dash may be meant."""
    found = examples.library_versions(["psycopg_pool.abc", "pytest", "os.path", "nowhere"])
    assert found == {"psycopg_pool": version("psycopg-pool"), "pytest": version("pytest")}


def test_the_digest_covers_what_shapes_a_reading(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file's name and contents, what runs beside it, Python, and what it imports."""
    seen = [example.digest]
    assert example.digest == seen[0]
    assert len(seen[0]) == 36
    (example.folder / "fixed.py").write_text('"""Lend more."""\n')
    seen.append(example.digest)
    (example.folder / "fixed.py").rename(example.folder / "fixed_more.py")
    seen.append(example.digest)
    for name in ("rows.csv", "table.sql"):
        (example.folder / name).write_text("1\n")
        seen.append(example.digest)
    (example.folder / "__pycache__").mkdir()
    assert example.digest == seen[-1]
    monkeypatch.setattr(examples, "harness_digest", lambda: "another")
    seen.append(example.digest)
    monkeypatch.setattr(platform, "python_version", lambda: "3.99")
    seen.append(example.digest)
    monkeypatch.setattr(examples, "library_versions", lambda names: {"x": repr(names)})
    seen.append(example.digest)
    (example.folder / "buggy.py").write_text(f"{CODE}import re\n")
    seen.append(example.digest)
    assert len({*seen}) == len(seen)


def test_what_only_reports_is_in_no_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms that shape a reading are; the supervisor and the rest are not."""
    monkeypatch.setattr(examples, "HARNESS", tmp_path)
    shaping = ("run/meter.py", "run/faults/gate.py", "record/finding.py", "servers/wire.py")
    for name in shaping:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    examples.harness_digest.cache_clear()
    before = examples.harness_digest()
    for name in ("verify.py", "servers/supervisor.py", "run/notes.txt"):
        (tmp_path / name).write_text("1")
    examples.harness_digest.cache_clear()
    assert examples.harness_digest() == before
    for name in shaping:
        (tmp_path / name).write_text("2")
        examples.harness_digest.cache_clear()
        after = examples.harness_digest()
        assert after != before
        before = after
    (tmp_path / "run/meter.py").write_text("3")
    assert examples.harness_digest() == before  # looked up once for each process
    examples.harness_digest.cache_clear()


def test_an_example_is_found(example: Example, root: Path) -> None:
    """By its name, and among all."""
    assert find("topic/case", root) == example
    (root / "topic" / "__pycache__").mkdir()
    (root / "topic" / ".ruff_cache").mkdir()
    (root / "_hidden" / "case").mkdir(parents=True)
    assert all_examples(root) == [example]
    (root / "another" / "case").mkdir(parents=True)
    for stem in ("fixed", "scenario"):
        (root / "another" / "case" / f"{stem}.py").write_text(CODE)
    assert [each.name for each in all_examples(root)] == ["another/case", "topic/case"]


@pytest.mark.parametrize("name", ["topic/other", "topic", "topic/case/__pycache__"])
def test_what_is_no_example_is_not_found(name: str, example: Example, root: Path) -> None:
    """The sentence says where it was looked for."""
    (example.folder / "__pycache__").mkdir()
    with pytest.raises(BadExample) as caught:
        find(name, root)
    assert str(caught.value) == f"no example is called {name!r}; examples/{name} does not exist"


def remove(*names: str) -> Callable[[Path], None]:
    """What removes files of a folder."""

    def change(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return change


def add(name: str) -> Callable[[Path], None]:
    """What adds a file to a folder."""

    def change(folder: Path) -> None:
        (folder / name).write_text("")

    return change


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (remove("scenario.py"), "examples/topic/case: scenario.py is missing; add one"),
        (
            remove("buggy.py", "fixed.py", "fixed_late.py"),
            "examples/topic/case: no buggy.py and no fixed.py; add a variant",
        ),
        (add("odd.bin"), "examples/topic/case/odd.bin: stray file; remove it"),
        (add("scenario.yml"), "examples/topic/case/scenario.yml: stray file; remove it"),
        (add("notes.py"), "examples/topic/case/notes.py: stray file; remove it"),
        (add("zebra.py"), "examples/topic/case/zebra.py: stray file; remove it"),
        (add("fixed.bin"), "examples/topic/case/fixed.bin: stray file; remove it"),
        (add("-my_cache"), "examples/topic/case/-my_cache: stray file; remove it"),
        (add("fixedly.py"), "examples/topic/case/fixedly.py: stray file; remove it"),
        (add(".hidden"), "examples/topic/case/.hidden: stray file; remove it"),
        (add("my_cache"), "examples/topic/case/my_cache: stray file; remove it"),
        (add("../odd.txt"), "examples/topic/odd.txt: stray file; remove it"),
        (add("check_it.py"), ""),
        (add("session.txt"), ""),
        (add("table.sql"), ""),
        (add(".mypy_cache"), ""),
        (add("__pycache__"), ""),
    ],
)
def test_a_folder_is_checked(
    change: Callable[[Path], None], sentence: str, example: Example, root: Path
) -> None:
    """Each file has a part to play, and none is missing."""
    change(example.folder)
    if not sentence:
        assert all_examples(root) == [example]
        return
    with pytest.raises(BadExample) as caught:
        all_examples(root)
    assert str(caught.value) == sentence


@pytest.fixture
def leaks(tmp_path: Path) -> Path:
    """A root with examples of which linters are asked, and others."""
    root = tmp_path / "linted"
    for name in ("leaks/two", "leaks/one", "cpython/one", "permits/one"):
        (root / name).mkdir(parents=True)
        for stem in ("buggy", "fixed"):
            (root / name / f"{stem}.py").write_text(CODE)
    (root / "leaks" / "none").mkdir()
    return root


def written(root: Path, build: Path, **changes: Any) -> None:
    """Write a table of linters that stands, but for the changes."""
    rows = {name: {} for name in ("leaks/one", "leaks/two", "cpython/one")}
    record = {"digest": linted.digest(root), "rows": rows, "versions": {"ruff": "1"}, **changes}
    build.mkdir(exist_ok=True)
    (build / linted.NAME).write_text(json.dumps(record), encoding="utf-8")


def test_the_table_of_linters_stands(leaks: Path, tmp_path: Path) -> None:
    """It is of the examples that there are, as they are."""
    names = [each.name for each in linted.linted(leaks)]
    assert names == ["leaks/one", "leaks/two", "cpython/one"]
    written(leaks, tmp_path / "build")
    assert linted.load(leaks, tmp_path / "build")["versions"] == {"ruff": "1"}
    before = linted.digest(leaks)
    (leaks / "permits" / "one" / "buggy.py").write_text("")
    assert linted.digest(leaks) == before
    (leaks / "leaks" / "one" / "fixed.py").write_text("")
    assert linted.digest(leaks) != before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (None, "linters.json: no linter's word was recorded; run `nox -s evidence`"),
        ({"digest": "old"}, "is stale, the examples have changed since; run `nox -s evidence`"),
        ({"digest": ""}, "is stale, the examples have changed since; run `nox -s evidence`"),
        (
            {"rows": dict.fromkeys(["leaks/one", "leaks/two", "cpython/one", "leaks/gone"])},
            "is stale, the examples have changed since",
        ),
        ({"rows": {"leaks/one": {}}}, "is stale, the examples have changed since"),
        ({"versions": {}}, "is stale, the examples have changed since"),
        ({"rows": None}, "linters.json: is no table of linters; run `nox -s evidence`"),
        ("{", "linters.json: is no table of linters; run `nox -s evidence`"),
        ("{}", "linters.json: is no table of linters; run `nox -s evidence`"),
    ],
)
def test_a_table_of_linters_is_refused(
    changes: dict[str, Any] | str | None, sentence: str, leaks: Path, tmp_path: Path
) -> None:
    """Missing, broken, stale or of other examples: one sentence each."""
    build = tmp_path / "build"
    if isinstance(changes, str):
        build.mkdir()
        (build / linted.NAME).write_text(changes, encoding="utf-8")
    elif changes is not None:
        written(leaks, build, **changes)
    with pytest.raises(BadEvidence) as caught:
        linted.load(leaks, build)
    assert sentence in str(caught.value)
