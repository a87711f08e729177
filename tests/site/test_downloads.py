"""What can be downloaded lies in the folder of its example, and is copied to no other place."""

from pathlib import Path

import pytest
from leakbook.panel.downloads import place
from tiny_site import Site

from harness.record.examples import BadExample, Example, find


def files_below(root: Path) -> dict[str, bytes]:
    """Every file there, with what it says."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "name", ["../outside", "bikes/..", "..", "bikes/../bikes", "/etc", "//etc"]
)
def test_no_name_leads_out(site: Site, name: str) -> None:
    """``..`` and absolute names are no examples, whatever lies there."""
    outside = site.root / "outside"
    outside.mkdir()
    for path in site.example.files():
        (outside / path.name).write_bytes(path.read_bytes())
    for called in (name, str(outside)):
        with pytest.raises(BadExample, match="no example is called"):
            find(called, site.root / "examples")
    site.page(f":::{{example}} {name}\n:::\n")
    before = files_below(outside)
    assert "no example is called" in site.build("html").stderr
    assert files_below(outside) == before
    assert not (site.root / "html" / "outside.zip").exists()


@pytest.mark.parametrize("kind", ["file", "folder", "within"])
def test_a_link_in_an_example_is_refused(site: Site, kind: str) -> None:
    """A file or a folder from elsewhere is not copied beside the pages, under whatever name."""
    secret = site.root / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    target = {"file": secret / "key.txt", "folder": secret, "within": Path("buggy.py")}[kind]
    (site.example.folder / "riders.txt").symlink_to(target)
    done = site.build("html")
    assert done.returncode
    assert "examples/bikes/lend/riders.txt: is a link or a folder; put a file there" in done.stderr
    copied = files_below(site.root / "html" / "_examples")
    assert not any(
        name.endswith("riders.txt") or b"secret" in text for name, text in copied.items()
    )


def test_an_example_that_is_a_link_is_refused(site: Site) -> None:
    """The whole folder from elsewhere is no example."""
    away = site.example.folder.rename(site.root / "away")
    site.example.folder.symlink_to(away)
    assert "examples/bikes/lend: is a link; put the folder itself there" in site.refusal()


@pytest.mark.parametrize("name", ["..\\..\\run.txt", "<img src=x onerror=alert(1)>.txt", "-rf.txt"])
def test_a_name_that_others_read_otherwise_is_refused(site: Site, name: str) -> None:
    """A zip is opened elsewhere, and a page is read by a browser."""
    (site.example.folder / name).write_text("…")
    assert "may have letters, digits, '_', '-' and dots alone in its name" in site.refusal()


@pytest.mark.parametrize("linked", ["_examples", "_examples/bikes", "_examples/bikes/lend"])
def test_nothing_is_written_through_a_link(site: Site, linked: str) -> None:
    """A link that lies in the built site leads no copy out of it."""
    outside = site.root / "outside"
    outside.mkdir()
    link = site.root / "html" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    done = site.build("html")
    assert done.returncode
    assert "a link there leads elsewhere; remove the link" in done.stderr
    assert files_below(outside) == {}


def test_a_copy_that_is_a_link_is_not_written_through(site: Site) -> None:
    """The file that a link names keeps what it says."""
    kept = site.root / "kept.py"
    kept.write_text("mine")
    copy = site.root / "html" / "_examples" / "bikes" / "lend" / "fixed.py"
    copy.parent.mkdir(parents=True)
    copy.symlink_to(kept)
    assert site.build("html").returncode
    assert kept.read_text() == "mine"


def test_what_stays_at_home_is_copied(site: Site) -> None:
    """A book below a link is a book: only what leads out of a folder is refused."""
    (site.root / "here").symlink_to(site.root)
    book = site.root / "here" / "examples"
    assert find("bikes/lend", book) == Example(book / "bikes" / "lend")
    copy = place(site.root / "here", "bikes/lend.zip")
    assert copy == site.root / "here" / "_examples" / "bikes" / "lend.zip"
