"""The examples there are, found by looking at folders; runs none of them."""

from __future__ import annotations

import ast
import hashlib
import platform
import re
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
HARNESS = ROOT / "harness"

PARSING = threading.Lock()
"""Two threads that parse at once can make each other fail, as seen on Python 3.11.7.

"AST constructor recursion depth mismatch": https://github.com/python/cpython/issues/106905
"""

SHOWN = {
    ".txt",
    ".sql",
    ".sh",
    ".toml",
    ".ini",
    ".cfg",
    ".csv",
    ".json",
    ".yaml",
    ".conf",
}
"""Endings of further files that an example may have: sessions, queries, sample input."""


class BadExample(Exception):
    """A folder that is no example; the message is one sentence."""


@dataclass(frozen=True)
class Example:
    """One example: a folder with its variants and a scenario."""

    folder: Path

    @property
    def name(self) -> str:
        """``topic/case``, as pages name it."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def variants(self) -> tuple[str, ...]:
        """``buggy`` first, then ``fixed`` and every ``fixed_<how>``."""
        return tuple(sorted(p.stem for p in self.folder.glob("*.py") if is_variant(p.stem)))

    @property
    def sentence(self) -> str:
        """What the example's code does, in the words of its trade."""
        return ast.get_docstring(self.tree(self.variants[0])) or ""

    @property
    def situation(self) -> str:
        """What happens to it, in one sentence: the scenario's docstring."""
        return ast.get_docstring(self.tree("scenario")) or ""

    @property
    def session(self) -> Path | None:
        """The doctest that a reader can paste, if there is one."""
        path = self.folder / "session.txt"
        return path if path.exists() else None

    def tree(self, stem: str) -> ast.Module:
        """A file of the example, parsed."""
        path = self.folder / f"{stem}.py"
        with PARSING:
            return ast.parse(path.read_text(encoding="utf-8"), str(path))

    def imports(self, variant: str) -> list[str]:
        """The modules that a variant imports, by full name."""
        return sorted(imports_of(self.tree(variant)))

    @property
    def digest(self) -> str:
        """A digest of all that shapes the evidence.

        The folder's files, what runs beside them, Python, and each library that they import.
        """
        trees = [self.tree(path.stem) for path in self.files() if path.suffix == ".py"]
        imports = {name for tree in trees for name in imports_of(tree)}
        versions = {"Python": platform.python_version(), **library_versions(sorted(imports))}
        made_with = hashlib.sha256(repr(sorted(versions.items())).encode()).hexdigest()[:12]
        return digest_of(self.files()) + harness_digest() + made_with

    def files(self) -> list[Path]:
        """The files of the folder, caches left out."""
        return sorted(p for p in self.folder.iterdir() if not is_cache(p))

    def check(self) -> None:
        """Raise `BadExample` for a missing or stray file, or one that leads elsewhere."""
        if not is_at_home(self.folder, self.folder.parents[1]):
            raise BadExample(f"examples/{self.name}: is a link; put the folder itself there")
        if not (self.folder / "scenario.py").exists():
            raise BadExample(f"examples/{self.name}: scenario.py is missing; add one")
        if not self.variants:
            raise BadExample(f"examples/{self.name}: no buggy.py and no fixed.py; add a variant")
        for path in self.files():
            if path.suffix not in SHOWN and not is_known(path):
                raise BadExample(f"examples/{self.name}/{path.name}: stray file; remove it")
            if not re.fullmatch(r"\w[\w.-]*", path.name):
                raise BadExample(
                    f"examples/{self.name}/{path.name!r}: may have letters, digits, '_', '-' "
                    "and dots alone in its name; rename it"
                )
            if not is_at_home(path, self.folder) or not path.is_file():
                raise BadExample(
                    f"examples/{self.name}/{path.name}: is a link or a folder; put a file there"
                )


def is_at_home(path: Path, home: Path) -> bool:
    """Whether a path below ``home`` leads through no link: what is copied is what lies there."""
    return path.resolve() == home.resolve() / path.relative_to(home)


def is_known(path: Path) -> bool:
    """Whether it is a Python file with a part to play; ``check_*.py`` is a check to copy."""
    known = path.stem == "scenario" or path.stem.startswith("check_") or is_variant(path.stem)
    return path.suffix == ".py" and known


def is_cache(path: Path) -> bool:
    """Whether a tool left it: Python's cache, or a hidden one of pytest or a linter."""
    return path.name == "__pycache__" or (path.name[0] == "." and path.name.endswith("_cache"))


def is_variant(stem: str) -> bool:
    """Whether a file of that name is a variant."""
    return stem in ("buggy", "fixed") or stem.startswith("fixed_")


def imports_of(tree: ast.Module) -> set[str]:
    """The modules that a file imports, by full name."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def library_versions(imports: list[str]) -> dict[str, str]:
    """The version of each imported library; the standard library has Python's."""
    versions = {}
    for name in sorted({name.partition(".")[0] for name in imports}):
        with suppress(PackageNotFoundError):
            versions[name] = version_of(name.replace("_", "-"))
    return versions


version_of = cache(version)


@cache
def harness_digest() -> str:
    """A digest of the rooms that shape a reading; those that only report are left out."""
    rooms = (HARNESS / room for room in ("run", "record", "servers"))
    paths = [path for room in rooms for path in sorted(room.rglob("*.py"))]
    return digest_of([path for path in paths if path.name != "supervisor.py"])


def digest_of(paths: list[Path]) -> str:
    """A digest over names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]


def find(name: str, root: Path = EXAMPLES) -> Example:
    """The example called ``topic/case``; `BadExample` says what there is instead."""
    example = Example(root / name)
    if not re.fullmatch(r"\w+/\w+", name) or not example.folder.is_dir():
        raise BadExample(f"no example is called {name!r}; examples/{name} does not exist")
    example.check()
    return example


def all_examples(root: Path = EXAMPLES) -> list[Example]:
    """Every example below ``examples/``, by name; `BadExample` for a folder that is none."""
    folders = sorted(p for p in root.glob("[!._]*/*") if not is_cache(p))
    for path in folders:
        if path.is_file():
            raise BadExample(f"examples/{path.relative_to(root)}: stray file; remove it")
    examples = [Example(folder) for folder in folders]
    for example in examples:
        example.check()
    return examples
