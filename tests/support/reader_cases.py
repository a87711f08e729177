"""Real cases of readers, and whether the finder's answers name their cause."""

import tomllib
from pathlib import Path
from typing import Any

BROWSER = Path(__file__).parents[1] / "browser"
SHOWN = 3
"""So many answers are read, and so many causes of an answer that is about another text."""

Data = dict[str, Any]


def cases(name: str) -> list[Data]:
    """The cases of a file."""
    text = (BROWSER / f"{name}.toml").read_text(encoding="utf-8")
    found: list[Data] = tomllib.loads(text)["case"]
    return found


def query(case: Data) -> str:
    """What is put to the finder: what was pasted, or else what was seen."""
    return str(case.get("text") or case["symptom"])


class Judge:
    """Knows the index, and so which causes of other texts are the same fault."""

    def __init__(self, texts: list[Data]) -> None:
        """Remember the causes of each text."""
        self.rows = {row["u"]: row.get("c", []) for row in texts}

    def places(self, case: Data) -> set[str]:
        """Where the pairs of the case's causes are; a label that names none is refused."""
        found = set()
        for page, part in case.get("answers", []):
            if f"symptoms/{page}.html" in self.rows:
                causes = self.rows[f"symptoms/{page}.html"]
                hits = [each for each in causes if part in each["n"]]
                assert hits, f"no cause of {page!r} has {part!r} in its name"
                found |= {each["u"] for each in hits if each.get("x")}
        return found

    def rank(self, found: list[Data], case: Data) -> tuple[int, int]:
        """The ranks of the answer that has the cause, and of the cause in it; 0 if there is none.

        A cause counts on the page of the label, wherever it stands there; on the page of another
        text, if its pair is the same and it is among the first.
        """
        places = self.places(case)
        for rank, answer in enumerate(found, 1):
            if within := self.within(answer, case, places):
                return rank, within
        return 0, 0

    def within(self, answer: Data, case: Data, places: set[str]) -> int:
        """The rank of the cause in one answer."""
        for page, part in case.get("answers", []):
            if answer["place"].partition("#")[0] == f"{page}.html" and part in answer["name"]:
                return 1
            named = enumerate((each["name"] for each in answer["causes"]), 1)
            here = next((n for n, name in named if part in name), 0)
            if answer["place"] == f"symptoms/{page}.html" and here:
                return here
        first = enumerate(answer["causes"][:SHOWN], 1)
        return next((n for n, each in first if each["place"] in places), 0)


def table(rows: list[tuple[int, int, Data]]) -> str:
    """The ranks of all cases, as lines to read."""
    lines = ["answer cause kind    what it was"]
    for answer, cause, case in rows:
        kind = "message" if "text" in case else "words"
        note = f"  [{case['missing']}]" if "missing" in case else ""
        lines.append(f"{answer or '-':>6} {cause or '-':>5} {kind:7} {case['cause'][:80]}{note}")
    return "\n" + "\n".join(lines) + "\n"
