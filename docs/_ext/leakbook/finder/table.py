"""The table of texts: what people see, its causes, and one observation for each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils import nodes

from harness.record.examples import BadExample

TABLE = Path(__file__).parents[3] / "symptoms.toml"
FOLDER = "symptoms"
"""Where the pages of the texts are, and the page with the box."""

ROW = {"page", "title", "recorded", "text", "source", "also", "means", "like", "cause"}
CAUSE = {"name", "at", "tell", "run", "saw", "signs", "useless", "source", "said"}
NEEDED = {"name", "at", "tell"}
SEEN = "{seen}`"


@dataclass(frozen=True)
class Cause:
    """One cause of a text, and the observation that tells it from the others."""

    name: str
    at: str
    tell: str
    run: str = ""
    saw: str = ""
    signs: str = ""
    useless: str = ""
    source: str = ""
    said: str = ""

    @property
    def anchor(self) -> str:
        """The name of its section."""
        return nodes.make_id(self.name)

    @property
    def is_example(self) -> bool:
        """Whether a pair of ours shows it; otherwise a page tells of it."""
        return bool(re.fullmatch(r"[a-z]+/\w+", self.at)) and not self.at.startswith("guides/")


@dataclass(frozen=True)
class Symptom:
    """One text: as recorded or as known, what it means, and its causes."""

    group: str
    page: str
    title: str
    means: str
    causes: tuple[Cause, ...]
    recorded: str = ""
    text: str = ""
    source: str = ""
    also: tuple[str, ...] = field(default=())

    @property
    def docname(self) -> str:
        """The page that tells its causes apart."""
        return f"{FOLDER}/{self.page}"

    @property
    def is_silent(self) -> bool:
        """Whether it is what people say, and no software wrote it."""
        return self.group == "silent"


def table(path: Path = TABLE) -> list[Symptom]:
    """All rows of the table; `BadExample` says what one lacks."""
    groups = tomllib.loads(path.read_text(encoding="utf-8"))
    pages = {row.get("page"): row for found in groups.values() for row in found}
    rows = [symptom(group, spelt(row, pages)) for group, found in groups.items() for row in found]
    for row in rows:
        if sum(row.page == other.page for other in rows) > 1:
            raise BadExample(f"{path_name()}: {row.page!r} is the page of two texts; rename one")
    return rows


def spelt(row: dict[str, Any], pages: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """The row with the causes of the text that it is like."""
    if "like" not in row:
        return row
    causes = pages.get(row["like"], {}).get("cause")
    rest = {key: value for key, value in row.items() if key != "like"}
    return rest | ({"cause": causes} if causes and "cause" not in row else {})


def symptom(group: str, row: dict[str, Any]) -> Symptom:
    """One row."""
    named = row.get("title") or row.get("page") or "a row without a title"
    needed = {"page", "title", "means", "cause"}
    needed |= {"source"} if "text" in row and group != "silent" else set()
    if not needed <= set(row) <= ROW or ("text" in row) == ("recorded" in row):
        raise BadExample(f"{path_name()}: {named!r} has the wrong fields; see the file's head")
    causes = tuple(cause(named, each) for each in row["cause"])
    check_apart(named, causes)
    rest = {key: value for key, value in row.items() if key not in ("cause", "also")}
    return Symptom(group=group, causes=causes, also=tuple(row.get("also", ())), **rest)


def cause(named: str, row: dict[str, Any]) -> Cause:
    """One cause; it has an observation, and a run or a source."""
    if not NEEDED <= set(row) <= CAUSE:
        raise BadExample(f"{path_name()}: a cause of {named!r} has the wrong fields; see the head")
    made = Cause(**row)
    if made.is_example and made.saw and SEEN not in made.saw:
        raise BadExample(f"{path_name()}: {made.name!r} of {named!r} shows nothing that a run saw")
    if not made.is_example and not (made.source or SEEN in made.saw):
        raise BadExample(f"{path_name()}: {made.name!r} of {named!r} has no run and no source")
    try:
        re.compile(made.signs)
    except re.error as problem:
        raise BadExample(f"{path_name()}: the signs of {made.name!r}: {problem}") from None
    return made


def check_apart(named: str, causes: tuple[Cause, ...]) -> None:
    """Two causes of one text neither share a name nor the observation."""
    for part in ("anchor", "tell"):
        said = [" ".join(re.findall(r"\w+", getattr(each, part).lower())) for each in causes]
        if len(set(said)) < len(said) or not all(said):
            raise BadExample(f"{path_name()}: two causes of {named!r} have the same {part}")


def path_name() -> str:
    """The table as people name it."""
    return f"docs/{TABLE.name}"
