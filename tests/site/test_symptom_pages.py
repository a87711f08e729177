"""The pages of texts, as search engines and assistants get them."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from book_site import built
from leakbook.finder.table import Symptom, table

ROWS = table()


@pytest.fixture(scope="module")
def root() -> Path:
    """The built book."""
    return built()


def head_of(root: Path, row: Symptom) -> str:
    """The head of a text's page."""
    text = (root / f"{row.docname}.html").read_text(encoding="utf-8")
    return text.partition("<body")[0]


def described(root: Path, row: Symptom) -> str:
    """What a search engine shows below its title."""
    found = re.search(r'<meta name="description" content="([^"]*)"', head_of(root, row))
    assert found, row.page
    return unescape(found[1])


def test_assistants_find_the_texts_first(root: Path) -> None:
    """After the first page ``llms.txt`` lists the table of texts and their pages, then the rest."""
    lines = (root / "llms.txt").read_text(encoding="utf-8").splitlines()
    listed = re.findall(r"\]\((\S+)\.md\)", "\n".join(each for each in lines if each[:3] == "- ["))
    assert listed[0] == "index"
    texts = {"symptoms", *(row.docname for row in ROWS)}
    assert set(listed[1 : len(texts) + 1]) == texts
    assert not any(each.startswith("symptoms") for each in listed[len(texts) + 1 :])


def test_each_text_has_a_description_of_its_own(root: Path) -> None:
    """It is the answer in short, as the table has it."""
    found = {row.page: described(root, row) for row in ROWS}
    assert all(row.means.replace("`", "").startswith(found[row.page][:40]) for row in ROWS)
    assert len(set(found.values())) == len(ROWS)


def test_each_text_is_a_question_with_an_answer(root: Path) -> None:
    """The structured data name the text, and all its causes with their observations."""
    for row in ROWS:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', head_of(root, row))
        assert found, row.page
        (asked,) = json.loads(found[1])["mainEntity"]
        answer = unescape(asked["acceptedAnswer"]["text"])
        assert asked["name"] == row.title
        assert all(each.tell.replace("`", "") in answer for each in row.causes), row.page


def test_the_markdown_of_a_text_has_cause_observation_and_code(root: Path) -> None:
    """An assistant needs no second page."""
    for row in ROWS:
        text = (root / f"{row.docname}.md").read_text(encoding="utf-8")
        plain = " ".join(re.sub(r"[`*\\]", "", text).split())
        for cause in row.causes:
            tell = " ".join(re.sub(r"[`*\\]", "", cause.tell).split())
            assert tell in plain, (row.page, cause.name)
        assert "```python" in text or not any(each.is_example for each in row.causes), row.page
