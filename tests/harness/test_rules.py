"""The house rules: each of them fails where it is broken, in a sentence that says what to do."""

from collections.abc import Callable

import pytest

from harness.record.examples import Example, all_examples
from harness.rules import broken_rules

BUGGY = '"""Lend a bike."""\n\nshed = [1, 2]\n\n\ndef lend(name):\n    return shed.pop()  # lost\n'
FIXED = BUGGY.replace("  # lost", "")
SCENARIO = '"""Every other rider keeps the bike."""\n\nfrom harness import Scenario\n'
JOB = '"""Lend a bike."""'

BREAKING = [
    ("buggy", FIXED, "has one comment, at the line where the unit is lost; this has 0; say there"),
    ("buggy", BUGGY + "# more\n", "this has 2; say there what is lost"),
    ("fixed", BUGGY, "a fix has no comment; this has 1; let the code say it"),
    ("fixed", FIXED.replace(JOB, ""), "says the job in one sentence, in one line; this is ''"),
    ("fixed", FIXED.replace("bike.", "bike"), "in one line; this is 'Lend a bike'; write it"),
    ("fixed", FIXED.replace("bike.", "bike.\n\nMore."), "this is 'Lend a bike.\\n\\nMore.'"),
    ("fixed", FIXED.replace("a bike", "one"), "buggy.py says 'Lend a bike.' and this 'Lend one.'"),
    ("fixed", FIXED.replace("(name)", "()"), "buggy.py has lend(name) and this lend()"),
    ("fixed", FIXED.replace("lend(", "_lend("), "buggy.py has lend(name) and this no lend"),
    ("fixed", FIXED + "\n\nclass Bike:\n    pass\n", "has no Bike and this class Bike"),
    ("fixed", f"{FIXED}name = '{'x' * 72}'\n", "at most 72 columns; line 8 has 81; break it"),
    ("fixed", FIXED + "\n" * 34, "at most 40 lines; this has 41; show one fault"),
    ("fixed", FIXED + "print(1)\n", "an example has no print; line 8 has one; leave it out"),
    ("fixed", FIXED + "assert shed\n", "an example has no assert; line 8 has one"),
    ("fixed", FIXED + 'if __name__ == "__main__":\n    lend(1)\n', "has no main part; line 8 has"),
    ("fixed", FIXED + "import pytest\n", "this imports pytest; move it to scenario.py"),
    ("fixed", FIXED + "from harness.run import gauges\n", "this imports harness.run; move it"),
    ("fixed", FIXED.replace("lend(", "leaky_lend("), "leaky_lend says 'leak'; name what it does"),
    ("scenario", SCENARIO.replace("rider", "\nrider"), "its docstring is the chart's caption"),
    ("scenario", SCENARIO.replace("bike.", "bike"), "say who calls and what goes wrong"),
    (
        "scenario",
        SCENARIO + "from harness.run import asgi\n",
        "this imports harness.run; write 'fr",
    ),
]

SLOTS = "import asyncio\nslots = asyncio.Semaphore(4)\n"
FORKS = 'from multiprocessing import get_context\nfork = get_context("fork")\n'
FORK = f"{FORKS}\n\ndef start(work):\n    return fork.Process(target=work).start()\n"

SHARED = [
    (SLOTS, "Semaphore of asyncio made at import serves one event loop; line 9 makes one"),
    ("from anyio import CapacityLimiter\nscales = CapacityLimiter(4)\n", "of anyio made at import"),
    ("import asyncio as aio\nslots = [aio.Lock()]\n", "a Lock of asyncio made at import serves"),
    ("import asyncio\n\n\nclass Shed:\n    jobs = asyncio.Queue()\n", "a Queue of asyncio made"),
    ("import anyio\n\n\ndef _lend(bikes=anyio.Lock()):\n    pass\n", "a Lock of anyio made"),
    (f"{FORKS}slots = fork.BoundedSemaphore(2)\n", "there is fork.BoundedSemaphore()"),
    (
        f"{FORKS}pool = fork.Pool\nwork = fork.Pool(2)\n",
        "line 9 forks, and there is fork.Pool()",
    ),
    (f"{FORKS}import threading\n", "forks, and there is an import of threading; take the start"),
    (f"{FORKS}from concurrent.futures import Future\n", "an import of concurrent.futures.Future"),
    ("import os\nimport threading\nos.fork()\n", "line 10 forks"),
    (
        "import threading\nimport multiprocessing as m\nm.set_start_method('fork')\n",
        "line 10 forks",
    ),
]

KEEPING = [
    "import asyncio\n\n\nasync def _day():\n    slots = asyncio.Semaphore(4)\n    return slots\n",
    "import asyncio\n\n_make = lambda: asyncio.Lock()\n",
    "from threading import Semaphore\n\nslots = Semaphore(4)\n",
    "from queue import Queue\n\njobs = Queue()\n",
    "import asyncio\n\nDUE = asyncio.TimeoutError('late')\n",
    FORK.replace("start(", "_start(", 1),
    f"{FORKS}import threading\n".replace('"fork"', '"spawn"'),
    'import threading\n\nfork = dict(fork="fork")\n',
]


@pytest.mark.parametrize(("text", "sentence"), SHARED)
def test_a_fix_that_shares_wrongly_is_named(
    make_example: Callable[..., Example], text: str, sentence: str
) -> None:
    """A primitive made at import, and a fork beside threads: in a fix, and not in the fault."""
    example = make_example(buggy=BUGGY + text, fixed=FIXED + text, scenario=SCENARIO)
    found = broken_rules(example, "fixed")
    assert [sentence in each for each in found] == [True], found
    assert broken_rules(example, "buggy") == []


@pytest.mark.parametrize("text", KEEPING)
def test_a_fix_that_shares_rightly_is_not_complained_of(
    make_example: Callable[..., Example], text: str
) -> None:
    """What is made in a function, what belongs to threads, and a fork in a program without any."""
    example = make_example(buggy=BUGGY + text, fixed=FIXED + text, scenario=SCENARIO)
    assert broken_rules(example, "fixed") == []


def test_what_keeps_the_rules_is_not_complained_of(make_example: Callable[..., Example]) -> None:
    """A pair as it should be breaks nothing."""
    example = make_example(buggy=BUGGY, fixed=FIXED, scenario=SCENARIO)
    assert [broken_rules(example, variant) for variant in example.variants] == [[], []]


@pytest.mark.parametrize(("stem", "text", "sentence"), BREAKING)
def test_a_broken_rule_is_named(
    make_example: Callable[..., Example], stem: str, text: str, sentence: str
) -> None:
    """The sentence begins with the file and says what was promised, seen, and what to do."""
    example = make_example(**{"buggy": BUGGY, "fixed": FIXED, "scenario": SCENARIO, stem: text})
    variant = "fixed" if stem == "scenario" else stem
    found = broken_rules(example, variant)
    assert any(sentence in each for each in found), found
    assert all(each.startswith(f"examples/topic/case/{stem}.py: ") for each in found), found


def test_a_file_that_is_no_python_is_left_to_the_run(make_example: Callable[..., Example]) -> None:
    """The run says it better than a rule."""
    example = make_example(buggy="def", fixed=FIXED, scenario=SCENARIO)
    assert broken_rules(example, "buggy") == []


def test_every_example_keeps_the_rules() -> None:
    """Also those whose evidence is fresh and that therefore do not run."""
    pairs = [(example, variant) for example in all_examples() for variant in example.variants]
    assert [said for pair in pairs for said in broken_rules(*pair)] == []
