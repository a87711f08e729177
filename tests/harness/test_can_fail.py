"""Each promise can be broken, and the failure is one sentence that says how."""

import os
import select
from collections.abc import Callable

import pytest
from unserved import no_servers

from harness.process.runner import RunFailed, Runner
from harness.record.examples import Example
from harness.record.finding import Promise
from harness.run.scenario import Scenario
from harness.verify import Broken, check_promise, scenario_of, verify

SCENARIO = """
from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.read("/dev/null"),
    bad=lambda app, bench: app.read("/dev/null", fail=True),
    gauge=gauges.descriptors(),
    capacity=4,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
"""
LEAKS = """
import os
def read(path, fail=False):
    source = os.open(path, os.O_RDONLY)
    if fail:
        raise ValueError("no")
    os.close(source)
"""
DRAINS = """
import os
def read(path, fail=False):
    source = os.open(path, os.O_RDONLY)
    try:
        if fail:
            raise ValueError("no")
    finally:
        os.close(source)
"""
LUCKY = """
def read(path, fail=False):
    source = open(path)
    if fail:
        raise ValueError("no")
    source.close()
"""


def run(example: Example, variant: str, runner: Runner) -> None:
    """Verify one variant as the plugin does."""
    scenario = scenario_of(example)
    check_promise(verify(example, variant, scenario, runner, no_servers))


def sentence(example: Example, variant: str, runner: Runner) -> str:
    """What the failure of a variant says."""
    with pytest.raises(Broken) as caught:
        run(example, variant, runner)
    assert "\n" not in str(caught.value)
    return str(caught.value)


MakeExample = Callable[..., Example]


def test_both_promises_are_kept(make_example: MakeExample, runner: Runner) -> None:
    """The pair that the other tests break passes as it is."""
    example = make_example(buggy=LEAKS, fixed=DRAINS, scenario=SCENARIO)
    run(example, "buggy", runner)
    run(example, "fixed", runner)


def test_repaired_buggy_fails(make_example: MakeExample, runner: Runner) -> None:
    """A buggy.py that no longer leaks breaks its promise."""
    example = make_example(buggy=DRAINS, fixed=DRAINS, scenario=SCENARIO)
    assert sentence(example, "buggy", runner) == (
        "examples/topic/case/buggy.py: descriptor: promised leaks for good, 1 lost each time, "
        "next caller: OSError; seen drains, next caller: served (bad calls raised ValueError: no); "
        "mend the example or the promise"
    )


def test_leaking_fixed_fails(make_example: MakeExample, runner: Runner) -> None:
    """A fixed.py that leaks breaks its promise."""
    example = make_example(buggy=LEAKS, fixed=LEAKS, scenario=SCENARIO)
    assert "seen leaks for good, 1 lost each time" in sentence(example, "fixed", runner)


def test_fixed_by_luck_fails(make_example: MakeExample, runner: Runner) -> None:
    """A fixed.py that only reference counting keeps flat is no fix."""
    example = make_example(buggy=LEAKS, fixed=LUCKY, scenario=SCENARIO)
    assert "seen saved by reference counting" in sentence(example, "fixed", runner)


def test_wrong_rate_fails(make_example: MakeExample, runner: Runner) -> None:
    """A promise of one unit per bad call is broken by two."""
    example = make_example(
        buggy=LEAKS.replace("    if fail", "    os.dup(source) if fail else None\n    if fail"),
        fixed=DRAINS,
        scenario=SCENARIO,
    )
    assert "seen leaks for good, 2 lost each time" in sentence(example, "buggy", runner)


def test_wrong_next_caller_fails(make_example: MakeExample, runner: Runner) -> None:
    """What the next caller sees is part of the promise."""
    scenario = SCENARIO.replace('"OSError"', '"waits"')
    example = make_example(buggy=LEAKS, fixed=DRAINS, scenario=scenario)
    assert "next caller: OSError (bad calls raised ValueError: no); mend" in sentence(
        example, "buggy", runner
    )


def test_leftovers_fail(make_example: MakeExample, runner: Runner) -> None:
    """A fixed.py whose gauge is flat but which leaves a file behind is no fix."""
    litter = DRAINS.replace("import os\n", "import os, tempfile\n").replace(
        "    source =", "    os.close(tempfile.mkstemp()[0])\n    source =", 1
    )
    example = make_example(buggy=LEAKS, fixed=litter, scenario=SCENARIO)
    assert "left over: 26 temporary files, growing with the calls; release it" in sentence(
        example, "fixed", runner
    )


def test_what_levels_off_is_given_time_to_go(make_example: MakeExample, runner: Runner) -> None:
    """A pool that stays warm is no litter if its tear-down ends late, and is if it never does."""
    warm = """
import os
pool = []
def read(path, fail=False):
    if len(pool) < 3:
        pool.append(os.open(path, os.O_RDONLY))
def close():
    while pool:
        os.close(pool.pop())
"""
    scenario = """
import threading
from harness import Promise, Scenario, gauges

def at_rest(app, bench):
    yield bench
    threading.Timer(0.1, app.close).start()

scenario = Scenario(
    good=lambda app, bench: app.read("/dev/null"),
    bad=lambda app, bench: app.read("/dev/null"),
    pattern="b",
    setup=at_rest,
    gauge=gauges.descriptors(),
    fixed=Promise("levels off"),
)
"""
    never = warm.replace("    while", "    return\n    while")
    example = make_example(fixed=warm, fixed_never=never, scenario=scenario)
    run(example, "fixed", runner)
    assert "left over: 3 descriptors; release it" in sentence(example, "fixed_never", runner)


def test_hang_is_killed(make_example: MakeExample, runner: Runner) -> None:
    """A scenario that hangs where no alarm reaches it is killed at the deadline."""
    example = make_example(fixed="import signal\nsignal.sigwait([signal.SIGUSR1])")
    with pytest.raises(
        RunFailed,
        match=r"^did not end within 0\.2 s and was killed; it stood in fixed.py, line 2, in <mod",
    ):
        runner.run(job_of(example), ask=lambda server, question: 0, deadline=0.2)


def test_waiting_call_is_a_reading(make_example: MakeExample, runner: Runner) -> None:
    """A next caller that waits is a reading: the line it waits in is recorded."""
    scenario = SCENARIO.replace(
        "gauges.descriptors()", "gauges.permits(lambda app, bench: app.seats)"
    )
    stuck = """
import threading
seats = threading.Semaphore(1)
def read(path, fail=False):
    seats.acquire()
    fail or seats.release()
"""
    example = make_example(
        buggy=stuck,
        fixed=DRAINS,
        scenario=scenario.replace("capacity=4", "capacity=1"),
    )
    record = verify(example, "buggy", scenario_of(example), runner, no_servers)
    assert record.telling is not None
    assert record.telling.next_caller.stack[0] == "buggy.py, in read: seats.acquire()"


def test_dead_process_fails(make_example: MakeExample, runner: Runner) -> None:
    """A scenario that kills its own process fails in one sentence."""
    killer = (
        "import os, signal\ndef read(path, fail=False):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    example = make_example(buggy=killer, fixed=DRAINS, scenario=SCENARIO)
    assert sentence(example, "buggy", runner) == (
        "examples/topic/case/buggy.py: descriptor: its process ended before it reported"
    )


def test_writing_elsewhere_fails(make_example: MakeExample, runner: Runner) -> None:
    """A variant that writes outside its private folder is caught, whatever its gauge says."""
    example = make_example(buggy=LEAKS, fixed=DRAINS, scenario=SCENARIO)
    stray = example.folder / "notes.txt"
    (example.folder / "fixed.py").write_text(DRAINS + f"\nopen({str(stray)!r}, 'w').close()\n")
    assert sentence(example, "fixed", runner) == (
        f"examples/topic/case/fixed.py: wrote to {stray}, outside its private folder"
    )


def test_grandchildren_are_killed(make_example: MakeExample, runner: Runner) -> None:
    """What a run's process started is gone when the run is over."""
    start = "import subprocess\nchild = subprocess.Popen(['sleep', '600'])\n"
    example = make_example(fixed=start + "raise RuntimeError(child.pid)\n")
    with pytest.raises(RunFailed) as caught:
        runner.run(job_of(example), ask=lambda server, question: 0)
    pid = int(str(caught.value).split(": ")[1])
    assert ends(pid)


def ends(pid: int) -> bool:
    """Whether a process that was killed has ended; the kernel may need a moment."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ready, _, _ = select.select([watch], [], [], 10)
    os.close(watch)
    return bool(ready)


def job_of(example: Example) -> dict[str, object]:
    """A job that loads ``fixed.py`` of the example."""
    (example.folder / "scenario.py").write_text(SCENARIO)
    return {
        "example": str(example.folder),
        "variant": "fixed",
        "mode": "drop",
        "first": True,
        "proves": True,
        "imports": [],
        "urls": {},
    }


def test_typo_in_a_promise_fails() -> None:
    """A verdict that does not exist is refused with the list of those that do."""
    with pytest.raises(ValueError, match="no verdict is called 'leeks'; there are 'drains'"):
        Promise("leeks")


def test_scenario_without_a_scenario_fails(make_example: MakeExample) -> None:
    """A scenario.py that declares nothing is refused by name."""
    with pytest.raises(Broken, match=r"scenario\.py: AttributeError"):
        scenario_of(make_example(buggy=LEAKS, fixed=DRAINS, scenario=""))


def test_promise_without_a_variant_fails(make_example: MakeExample) -> None:
    """A promise for a file that is not there is refused."""
    with pytest.raises(
        Broken, match=r"buggy= without a buggy\.py; a promise and a variant go together"
    ):
        scenario_of(make_example(fixed=DRAINS, scenario=SCENARIO))


def test_workload_cannot_know_the_variant() -> None:
    """A scenario declares its calls once, for every variant."""
    assert [name for name in Scenario.__dataclass_fields__ if "good" in name or "bad" in name] == [
        "good",
        "bad",
    ]
