"""Every example, with its halves swapped: both promises break.

A record holds what was read, and what was promised is compared with it; so most swaps need no
run of their own. Where the readings alone do not tell the halves apart, the swap is run.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from harness.process.runner import Runner
from harness.record import evidence
from harness.record.evidence import BadEvidence, Record
from harness.record.examples import Example, all_examples
from harness.servers.lend import Servers
from harness.verify import Broken, check_promise, scenario_of, verify

PAIRS = [example for example in all_examples() if {"buggy", "fixed"} <= set(example.variants)]
OTHER = {"buggy": "fixed", "fixed": "buggy"}
IDS = [example.name for example in PAIRS]
RUN = IDS[::20]
"""These are run whatever their records say: a run and a record have to agree."""


def swapped(example: Example, tmp_path: Path) -> Example:
    """The example with buggy.py and fixed.py exchanged."""
    folder = tmp_path / example.name
    shutil.copytree(example.folder, folder, ignore=shutil.ignore_patterns("fixed_*", "__*"))
    for variant, other in OTHER.items():
        shutil.copy(example.folder / f"{other}.py", folder / f"{variant}.py")
    return Example(folder)


def swapped_record(example: Example, variant: str) -> Record | None:
    """What the other half's run recorded, put under this half's name and promise."""
    try:
        record = evidence.load(example, OTHER[variant])
    except BadEvidence:
        return None
    promised = scenario_of(example).promise(variant)
    assert promised is not None
    return replace(record, variant=variant, promised=promised)


@pytest.mark.parametrize("variant", ["buggy", "fixed"])
@pytest.mark.parametrize("example", PAIRS, ids=IDS)
def test_swapped_promise_breaks(
    example: Example, variant: str, tmp_path: Path, runner: Runner, servers: Servers
) -> None:
    """The other half's code does not pass under this half's promise, or provokes nothing."""
    record = swapped_record(example, variant)
    if record is not None and record.finding.promise != record.promised:
        with pytest.raises(Broken, match="promised"):
            check_promise(record)
        if example.name not in RUN:
            return
    other = swapped(example, tmp_path)
    with pytest.raises(Broken, match=r"promised|make it provoke the fault"):
        check_promise(verify(other, variant, scenario_of(other), runner, servers))
