"""What the last run and the last build amount to: ``python -m harness.summary build/html``."""

from __future__ import annotations

import doctest
import sys
from collections import Counter
from pathlib import Path

from harness.record.evidence import load
from harness.record.examples import all_examples


def lines(html: Path) -> list[str]:
    """The summary, a count to a line."""
    examples = all_examples()
    records = [load(example, variant) for example in examples for variant in example.variants]
    verdicts = Counter(record.finding.verdict.value for record in records)
    sessions = [example.session for example in examples if example.session]
    parser = doctest.DocTestParser()
    tests = sum(len(parser.get_examples(path.read_text(encoding="utf-8"))) for path in sessions)
    counts = {
        "examples": len(examples),
        "variants, each with evidence that holds": len(records),
        **{f"  {verdict}": count for verdict, count in verdicts.most_common()},
        "sessions": len(sessions),
        "doctests in them": tests,
        "pages": len(list(html.rglob("*.html"))),
    }
    return [f"{count:5}  {name}" for name, count in counts.items()]


if __name__ == "__main__":
    print(*lines(Path(sys.argv[1])), sep="\n")  # noqa: T201 - its output is its purpose
