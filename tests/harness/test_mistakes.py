"""Every mistake that a newcomer makes in a scenario ends in one sentence that says what to do."""

from collections.abc import Callable

import pytest
from unserved import no_servers

from harness.process.runner import Runner
from harness.record.examples import Example
from harness.verify import Broken, check_promise, scenario_of, verify

APP = """
import os
def read(path, fail=False):
    source = os.open(path, os.O_RDONLY)
    try:
        if fail:
            raise ValueError("no")
    finally:
        os.close(source)
"""
SCENARIO = """
from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.read("/dev/null"),
    bad=lambda app, bench: app.read("/dev/null", fail=True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
"""
BAD = 'app.read("/dev/null", fail=True)'
MISTAKES = {
    "a typo in the bad call": (
        (BAD, "app.raed(1)"),
        "fixed: bad= never enters fixed.py, it raised AttributeError: module 'fixed' has no "
        "attribute 'raed'; call what the example defines",
    ),
    "a bad call that does something else": (
        (BAD, "None"),
        "fixed: bad= never enters fixed.py, it returned; call what the example defines",
    ),
    "a bad call that does what the good one does": (
        (BAD, 'app.read("/dev/null")'),
        "fixed: bad= does what good= does: the same lines of the example, the same outcome "
        "(returned), the same units out; make it provoke the fault",
    ),
    "a good call with one parameter": (
        ('good=lambda app, bench: app.read("/dev/null")', "good=lambda app: app.read()"),
        "good= takes a function of two parameters, the module and what setup yields, and got one "
        "of app; write it as good(app, bench)",
    ),
    "a server that is not asked for": (
        (BAD, 'bench.url("postgres")'),
        "fixed: bench.url('postgres') without needs=('postgres',); add it",
    ),
    "a gauge that is not called": (
        ("gauges.descriptors()", "gauges.temporary_files"),
        "gauge= takes a Gauge, and got a function; write temporary_files()",
    ),
    "needs as a word": (
        ("    gauge=", '    needs="postgres",\n    gauge='),
        "needs= takes a tuple, and got 'postgres'; write ('postgres',)",
    ),
    "an unknown server": (
        ("    gauge=", '    needs=("redis",),\n    gauge='),
        "no server is called 'redis'; there are http, postgres, small_postgres",
    ),
    "a strange pattern": (
        ("    gauge=", '    pattern="gx",\n    gauge='),
        "pattern= takes the letters g and b, and got 'gx'; correct it",
    ),
    "a capacity of what is endless": (
        ("gauges.descriptors()", "gauges.temporary_files(),\n    capacity=3"),
        "capacity=3 for a temporary file, of which there is no fixed number; leave capacity out",
    ),
    "a set-up without a yield": (
        ("    gauge=", "    setup=lambda app, bench: bench,\n    gauge="),
        "fixed: setup= takes a generator function, and this one has no 'yield'; add one",
    ),
    "an unknown thing that may stay": (
        ("    gauge=", '    leaves={"socks": "laundry"},\n    gauge='),
        "leaves= knows no 'socks'; there are descriptor, thread, child process, orphan, temporary "
        "file, file, shared memory, server session, task, lost task, permit, memory, process "
        "setting, exit handler, log handler, timer",
    ),
    "a call that should be asynchronous": (
        (BAD, "bench.work.wait()"),
        "fixed: a call returned an awaitable; write the call as 'async def'",
    ),
    "a set-up that fails": (
        ("    gauge=", "    setup=lambda app, bench: (x for x in [1 / 0]),\n    gauge="),
        "ZeroDivisionError: division by zero",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence(
    mistake: str, make_example: Callable[..., Example], runner: Runner
) -> None:
    """Place, promised, seen, and what to do."""
    (old, new), sentence = MISTAKES[mistake]
    assert old in SCENARIO
    example = make_example(fixed=APP, scenario=SCENARIO.replace(old, new))
    with pytest.raises(Broken) as caught:
        check_promise(verify(example, "fixed", scenario_of(example), runner, no_servers))
    assert str(caught.value).endswith(sentence)
    assert str(caught.value).startswith("examples/topic/case/scenario.py: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "SystemExit"])
def test_any_exception_is_a_reading(
    error: str, make_example: Callable[..., Example], runner: Runner
) -> None:
    """What ends a program elsewhere is an outcome here, and the readings are there."""
    app = APP.replace("ValueError", error)
    example = make_example(fixed=app, scenario=SCENARIO)
    record = verify(example, "fixed", scenario_of(example), runner, no_servers)
    check_promise(record)
    assert record.telling is not None
    assert {c.outcome.error for c in record.telling.calls if c.kind == "bad"} == {error}


def test_a_tear_down_that_fails_loses_nothing(
    make_example: Callable[..., Example], runner: Runner
) -> None:
    """The readings are kept, and the sentence tells what the tear-down raised."""
    setup = "def broken(app, bench):\n    yield bench\n    raise OSError('gone')\n\nscenario ="
    scenario = SCENARIO.replace("scenario =", setup, 1)
    scenario = scenario.replace("    gauge=", "    setup=broken,\n    gauge=")
    example = make_example(fixed=APP, scenario=scenario)
    record = verify(example, "fixed", scenario_of(example), runner, no_servers)
    assert record.finding.promise == record.promised
    with pytest.raises(Broken, match="left over: the tear-down raised OSError: gone"):
        check_promise(record)


def test_a_lock_without_a_capacity_gets_a_hint(
    make_example: Callable[..., Example], runner: Runner
) -> None:
    """A call of the load that waits leads to the capacity that was not given."""
    app = "import threading\nlock = threading.Lock()\ndef use(fail):\n"
    app += "    lock.acquire()\n    if not fail:\n        lock.release()\n"
    scenario = SCENARIO.replace('app.read("/dev/null", fail=True)', "app.use(True)")
    scenario = scenario.replace('app.read("/dev/null")', "app.use(False)")
    scenario = scenario.replace("gauges.descriptors()", "gauges.locks(lambda app, b: app.lock)")
    example = make_example(fixed=app, scenario=scenario)
    record = verify(example, "fixed", scenario_of(example), runner, no_servers)
    with pytest.raises(Broken, match="a call waited; give capacity="):
        check_promise(record)
