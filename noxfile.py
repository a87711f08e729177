# /// script
# dependencies = ["nox[uv]>=2026.10.20"]
# ///
"""The menu of the project: `nox -l` lists it, `nox -s NAME` runs one."""

import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.10.20"
nox.options.sessions = ["docs"]
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.error_on_missing_interpreters = True
nox.options.reuse_venv = "yes"

PYPROJECT = nox.project.load_toml("pyproject.toml")
HTML = "build/html"
DOCTEST = "build/doctest"
# What is recorded there is what the book is built from: it comes first.
WITHOUT_BOOK = ["examples", "tests/book"]
WORKERS = ["-n", "6"]  # for two processors: half of the time is spent waiting for a deadline
MORE_WORKERS = ["-n", "10"]  # the tests of the instrument wait for three quarters of it
LOCK = "requirements.lock"
# One file for every system and every Python, that names no registry.
LOCKED = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
LOCKED += ["--no-emit-find-links", "--no-annotate", "--quiet", "--upgrade", "--output-file", LOCK]
STRICT = ["--nitpicky", "--fail-on-warning", "--keep-going"]
INTERACTIVE = sys.stdout.isatty() and "CI" not in os.environ


def install(session: nox.Session, *groups: str) -> None:
    """Install what the groups of pyproject.toml name."""
    wanted = nox.project.dependency_groups(PYPROJECT, *groups)
    # A run of examples or tests starts many interpreters at once; others compile what they use.
    starts_many = session.name in ("docs", "tests", "evidence")
    session.install(*wanted, env={"UV_COMPILE_BYTECODE": "1" if starts_many else "0"})


@nox.session
def docs(session: nox.Session) -> None:
    """Serve the site while its examples are verified, with live reload (in CI: build and exit)."""
    install(session, "test", "docs")
    if INTERACTIVE:
        session.run("python", "-m", "harness.live", *session.posargs, interrupt_timeout=30)
        return
    session.run("python", "-m", "pytest", "examples", "--stale", "-q")
    session.run("python", "-m", "harness.linters")
    session.run("sphinx-build", *STRICT, "-E", "docs", HTML)
    session.run("python", "tests/support/site_check.py", HTML)


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test: examples that have no evidence yet, and proof that the machinery says no."""
    install(session, "test", "docs", "browser")
    if session.posargs:
        session.run("python", "-m", "pytest", *session.posargs)
        return
    session.run("python", "-m", "pytest", "-q", *WORKERS, "--stale", *WITHOUT_BOOK)
    session.run("python", "-m", "pytest", "-q", *MORE_WORKERS, "tests", "--ignore=tests/book")


@nox.session
def evidence(session: nox.Session) -> None:
    """Run every example anew and record what was seen."""
    install(session, "test")
    session.run("python", "-m", "pytest", "examples", *session.posargs)
    session.run("python", "-m", "harness.linters")


@nox.session
def doctest(session: nox.Session) -> None:
    """Run the sessions that pages show, as a reader would and as Sphinx does."""
    install(session, "test", "docs")
    session.run("python", "-m", "pytest", "examples", "--stale", "-q")
    known = ["-d", f"{HTML}/.doctrees"]  # pages that `docs` has read are not read again
    session.run("sphinx-build", "--fail-on-warning", *known, "-b", "doctest", "docs", DOCTEST)


@nox.session(default=False)
def releases(session: nox.Session) -> None:
    """Remove and move each releasing line of each fix, and see that every mutant is refused."""
    install(session, "test", "docs")
    command = ["python", "-m", "pytest", "-q", "-n", "8", "tests/book/test_releases.py"]
    session.run(*command, *session.posargs, env={"RELEASES": "all"})


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and the house rules that a machine can check."""
    install(session, "test", "docs", "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")


@nox.session(default=False)
def lighthouse(session: nox.Session) -> None:
    """Let Lighthouse judge the built site, phone and desktop, and hold it to its promise."""
    install(session, "browser", "lighthouse")
    folder = "tests/browser/lighthouse"
    session.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder)
    session.run("python", f"{folder}/measure.py", HTML, *session.posargs)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Break the instrument in thousands of small ways, and see its own tests notice (hours)."""
    install(session, "mutants")
    session.run("python", "tests/harness/mutants/measure.py", *session.posargs)


@nox.session(default=False)
def firefox(session: nox.Session) -> None:
    """Try links, tabs, tray, finder and list of examples in Firefox, on the site that was built."""
    install(session, "test", "docs", "browser", "firefox")
    session.run("python", "-m", "pytest", "-q", "tests/browser/test_firefox.py", *session.posargs)


@nox.session(default=False)
def pictures(session: nox.Session) -> None:
    """Take pictures of the built site, all widths and both schemes, under build/pictures."""
    install(session, "test", "docs", "browser")
    session.run("python", "tests/browser/pictures.py", HTML, "build/pictures")


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Print what verifying and building cost, beside a bare fork and the peers (10 minutes)."""
    install(session, "test", "docs", "bench")
    session.run("python", "-m", "harness.lab.bench", *session.posargs, interrupt_timeout=30)


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Run every example again and again, in random order, on loaded processors (hours)."""
    install(session, "test")
    session.run("python", "-m", "harness.lab.soak", *session.posargs, interrupt_timeout=30)


@nox.session(default=False)
def lab(session: nox.Session) -> None:
    """Repeat the FastAPI load experiment with a real server and PostgreSQL (an hour)."""
    install(session, "lab")
    session.run("python", "-m", "harness.lab.run", *session.posargs, interrupt_timeout=30)


@nox.session(default=False)
def versions(session: nox.Session) -> None:
    """Run the probes on each release that changed something, for the table of versions."""
    install(session, "versions")
    session.run("python", "-m", "harness.lab.versions", *session.posargs, interrupt_timeout=30)


@nox.session(default=False)
def upstream(session: nox.Session) -> None:
    """Judge libraries on the release that leaks and on the repaired one."""
    install(session, "versions")
    session.run("python", "-m", "harness.lab.upstream", *session.posargs, interrupt_timeout=30)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write the lock anew: the newest release of all that pyproject.toml names, with hashes."""
    install(session, "versions")
    groups = [word for name in PYPROJECT["dependency-groups"] for word in ("--group", name)]
    command = ["uv", "--no-config", "pip", "compile", "pyproject.toml", *groups, *session.posargs]
    session.run(*command, *LOCKED, silent=True, env={"UV_CUSTOM_COMPILE_COMMAND": "nox -s lock"})


@nox.session(default=False)
def audit(session: nox.Session) -> None:
    """Ask whether a version in the lock has a known hole."""
    install(session, "audit")
    session.run("pip-audit", "--disable-pip", "--require-hashes", "-r", LOCK, *session.posargs)


@nox.session(default=False)
def summary(session: nox.Session) -> None:
    """Count the examples, variants, verdicts, sessions and pages of the last build."""
    install(session, "test")  # evidence stands for the libraries it was taken with
    session.run("python", "-m", "harness.summary", HTML)


@nox.session(default=False)
def clean(session: nox.Session) -> None:
    """Remove everything that was built or recorded."""
    for path in (Path("build"), *Path().glob("**/__pycache__")):
        shutil.rmtree(path, ignore_errors=True)
