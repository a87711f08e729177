"""What the tests in a real browser share; a module says what `book` it opens."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a module."""
    from chrome import chromium  # only where it is asked for: a module says what it needs

    with chromium() as browser:
        yield browser


@pytest.fixture
def policy() -> str:
    """The policy that pages are put under, where they do not bring their own."""
    return ""


@pytest.fixture
def visit(browser: Any, book: str, policy: str) -> Iterator[Callable[..., Any]]:
    """A function that opens a page in a fresh profile; in the end nothing may have gone wrong."""
    from chrome import DESK, Complaints, with_policy

    contexts, complaints = [], []

    def open_page(name: str = "index.html", **options: Any) -> Any:
        contexts.append(browser.new_context(**{"viewport": DESK, **options}))
        page = contexts[-1].new_page()
        if policy:
            page.route("**/*.html", with_policy(policy))
        complaints.append(Complaints(page, book))
        page.goto(book + name)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for each in complaints for fault in each] == []
