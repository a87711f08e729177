"""What the book is made with: locked with hashes, and workflows that run what they name."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from harness.record.examples import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HASHED = re.compile(r"sha256:[0-9a-f]{64}")
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40}  # v\d+(\.\d+)*")


def locked(lock: str) -> dict[str, list[str]]:
    """The versions of each package; there are several where Pythons differ."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def gaps(lock: str, groups: dict[str, list[Any]]) -> Iterator[str]:
    """Each dependency that the lock has not, or has in a version that its group refuses."""
    there = locked(lock)
    for group, lines in groups.items():
        for wanted in [Requirement(line) for line in lines if isinstance(line, str)]:
            versions = there.get(canonicalize_name(wanted.name), [])
            if not versions or not all(map(wanted.specifier.contains, versions)):
                seen = ", ".join(versions) or "nothing"
                yield f"{group}: {wanted}: the lock has {seen}; run `nox -s lock`"


def unhashed(lock: str) -> Iterator[str]:
    """Packages without a hash."""
    for entry in re.split(r"\n(?=\S)", lock):
        if not entry.startswith("#") and not HASHED.search(entry):
            yield entry.split()[0]


def places(lock: str) -> list[str]:
    """Names of hosts, folders and options: what is installed depends on no machine."""
    return re.findall(r"^-.*|\S+://\S*|\S*/\S*|\S+ @ \S+|^.*\.(?:org|com|net|io)\b.*", lock, re.M)


def loose(workflow: str) -> list[str]:
    """Uses of an action that somebody may move, or whose version nobody can read."""
    uses = re.findall(r"^\s*-?\s*uses:\s*(.*)$", workflow, re.MULTILINE)
    return [each for each in uses if not PINNED.fullmatch(each.strip())]


def rights(workflow: str) -> list[str]:
    """What a workflow may do beyond reading the files, be it by declaring nothing."""
    read: dict[str, Any] = yaml.safe_load(workflow)
    declared = [("the workflow", read.get("permissions", "all"))]
    jobs = read["jobs"].items()
    declared += [(name, job["permissions"]) for name, job in jobs if "permissions" in job]
    return [f"{name}: {may}" for name, may in declared if may not in ({"contents": "read"}, {})]


def test_the_lock_covers_every_group() -> None:
    """Each dependency of each group is locked, in a version that the group accepts."""
    assert len(GROUPS) > 5
    assert list(gaps(LOCK, GROUPS)) == []


@pytest.mark.parametrize("name", sorted(locked(LOCK).keys() & {"aiohttp", "sphinx", "uv"}))
def test_what_is_not_locked_is_named(name: str) -> None:
    """Without its lines, and in a version out of range, a dependency is a gap of its group."""
    without = re.sub(rf"(?m)^{name}==.*\n(    .*\n)*", "", LOCK)
    (gap,) = gaps(without, GROUPS)
    assert f": {name}" in gap
    assert gap.endswith("the lock has nothing; run `nox -s lock`")
    (gap,) = gaps(re.sub(rf"(?m)^{name}==\S+", f"{name}==0.0.1", LOCK), GROUPS)
    assert "the lock has 0.0.1" in gap


def test_every_locked_package_has_a_hash() -> None:
    """What is installed from the lock is what was locked, byte for byte."""
    assert list(unhashed(LOCK)) == []
    assert list(unhashed("six==1.17.0\nidna==3.20 \\\n    --hash=md5:00\n")) == [
        "six==1.17.0",
        "idna==3.20",
    ]


def test_the_lock_names_no_place() -> None:
    """No registry and no folder: the lock holds wherever packages come from."""
    assert places(LOCK) == []
    spoilt = "--find-links x\nsix @ file:///wheels/six.whl\n# from host.example.org\n# -r a/b.txt\n"
    assert len(places(spoilt)) >= 4


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_what_they_name(path: Path) -> None:
    """Each action is a commit beside its version, and no job may do more than read."""
    text = path.read_text(encoding="utf-8")
    assert "uses:" in text
    assert loose(text) == []
    assert rights(text) == []


@pytest.mark.parametrize(
    "use",
    [
        "actions/checkout@v5",
        "actions/checkout@main  # v5.1.0",
        "actions/checkout@fbc6f3992d24b796d5a048ff273f7fcc4a7b6c09",
        "actions/checkout@fbc6f39  # v5.1.0",
        "docker://alpine:3.20",
    ],
)
def test_an_action_that_can_move_is_refused(use: str) -> None:
    """A tag, a branch, a short digest, an image, or a digest that nobody can read."""
    assert loose(f"jobs:\n  run:\n    steps:\n      - uses: {use}\n") == [use]


@pytest.mark.parametrize(
    "declared",
    [
        "jobs: {run: {}}",
        "permissions: write-all\njobs: {}",
        "permissions: {contents: write}\njobs: {}",
        "permissions: {contents: read}\njobs: {run: {permissions: {id-token: write}}}",
    ],
)
def test_more_rights_are_refused(declared: str) -> None:
    """Nothing declared, all, writing, or one job's own."""
    assert len(rights(declared)) == 1


def test_no_job_keeps_the_key() -> None:
    """A checkout that keeps its credentials gives them to every later step."""
    for path in WORKFLOWS:
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
        steps = [step for job in jobs for step in job["steps"]]
        taken = [each for each in steps if each.get("uses", "").startswith("actions/checkout@")]
        assert taken
        assert all(each["with"]["persist-credentials"] is False for each in taken)


def test_a_push_runs_what_is_locked_and_is_audited() -> None:
    """The workflow installs from the lock, and asks whether it has a known hole."""
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "'requirements.lock'" in yaml.safe_load(text)["env"]["UV_CONSTRAINT"]
    assert "- run: nox -s audit\n" in text
