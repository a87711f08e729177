"""Which passes a variant is given, and what is said where it breaks its promise."""

import json
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, replace
from types import SimpleNamespace
from typing import Any

import pytest
from made_readings import a_crowd, a_pass, left, some_readings

from harness.process.runner import RunFailed
from harness.record.evidence import Record
from harness.record.examples import Example
from harness.record.faults import Fault, Sort
from harness.record.finding import Promise
from harness.record.readings import Crowd, Leftover, Pass
from harness.run import gauges
from harness.run.scenario import Scenario
from harness.verify import Broken, Hangs, Trial, check_promise, scenario_of, verify

MakeExample = Callable[..., Example]
FLAT, GROWS = a_pass("g0 b0"), a_pass("g0 b1 g1 b2", "2 2 2 2", "waits")
LEFT = a_pass("g0 b0", "1 0 0 0")
WAITS = a_pass("g0 b0:waits")
LOST = Fault(Sort.BEFORE, "`f()` in g()", "the good call", "1 permit lost")
HELD = Fault(Sort.AFTER, "`f()` in g()", "the good call")
CODE = "import re\n"


def call(app: Any, bench: Any) -> None:
    """A call that does nothing."""


def permits(**fields: Any) -> Scenario:
    """A scenario about permits."""
    usual: dict[str, Any] = {
        "gauge": gauges.permits(call), "good": call, "bad": call, "capacity": 2,
        "buggy": Promise("leaks for good", 1, "waits"), "fixed": Promise("drains"),
    }  # fmt: skip
    return Scenario(**{**usual, **fields})


class Reports:
    """Stands for the runner: what a run of each mode reports, and which jobs there were."""

    def __init__(self, faults: list[Any] | None = None, **passes: Pass | Crowd) -> None:
        """Know the passes, and the reports of the gate in their order."""
        self.passes, self.gate = passes, faults or [gate([], 0)]
        self.jobs: list[dict[str, Any]] = []
        self.asked: list[int] = []

    def run(self, job: dict[str, Any], ask: Callable[[str, str], int]) -> dict[str, Any]:
        """The report of the job's mode."""
        self.jobs.append(job)
        if job["urls"]:
            self.asked += [ask(name, "sessions") for name in job["urls"]]
        if job["mode"] == "faults":
            said = self.gate.pop(0)
            if isinstance(said, Exception):
                raise said
            return dict(said)
        readings = json.loads(json.dumps(asdict(self.passes[job["mode"]])))
        return {"readings": readings, "strays": [], "ran": [8], "seconds": 0.25}

    @property
    def modes(self) -> list[str]:
        """The modes of the jobs."""
        return [job["mode"] for job in self.jobs]


def gate(faults: list[Fault], done: int, finished: bool = True) -> dict[str, Any]:
    """What the gate reports."""
    data = [asdict(fault) for fault in faults]
    return {"faults": data, "finished": finished, "done": done, "strays": [], "ran": [9]}


@pytest.fixture
def example(make_example: MakeExample) -> Example:
    """An example with both variants."""
    return make_example(buggy=CODE, fixed=CODE, scenario="import json\n")


def trial(example: Example, variant: str, reports: Reports, **fields: Any) -> Trial:
    """A trial of permits whose runs give these reports."""
    return Trial(example, variant, permits(**fields), reports, servers)  # type: ignore[arg-type]


class Lent:
    """A part of a server."""

    def __init__(self, name: str) -> None:
        """Have an address."""
        self.url = f"{name}://there"

    def ask(self, question: str) -> int:
        """How long the question is."""
        return len(question)


def servers(name: str) -> Any:
    """The server of a name; there is no http."""
    if name == "http":
        raise LookupError("no server is called 'http' here")

    @contextmanager
    def lend() -> Any:
        yield Lent(name)

    return SimpleNamespace(lend=lend, version="18.6")


PASSES: dict[str, tuple[str, dict[str, Any], dict[str, Any], list[str]]] = {
    "a fix that drains": ("fixed", {}, {"strict": FLAT}, ["strict"]),
    "a fix that leaks": (
        "fixed",
        {},
        {"strict": GROWS, "drop": GROWS, "keep": GROWS},
        ["strict", "drop", "keep"],
    ),
    "a fix that drops late": (
        "fixed",
        {},
        {"strict": LEFT, "drop": FLAT, "pin": FLAT, "keep": FLAT},
        ["strict", "drop", "pin", "keep"],
    ),
    "a fix that releases once more when collected": (
        "fixed",
        {},
        {"strict": a_pass("g0 b0", "0 0 -1 0"), "drop": FLAT, "pin": FLAT, "keep": FLAT},
        ["strict", "drop", "pin", "keep"],
    ),
    "a fix of what is not counted": (
        "fixed",
        {"gauge": gauges.descriptors()},
        {"strict": a_pass("g0 b0", "0 0 -1 0")},
        ["strict"],
    ),
    "a fix of what is not counted, and less is out when all is dropped": (
        "fixed",
        {"gauge": gauges.descriptors()},
        {"strict": a_pass("g0 b0", "-1 0 -1 0")},
        ["strict"],
    ),
    "a fix of what is not counted, and more is out when dropped": (
        "fixed",
        {"gauge": gauges.descriptors()},
        {"strict": a_pass("g0 b0", "1 0 -1 0"), "drop": FLAT, "pin": FLAT, "keep": FLAT},
        ["strict", "drop", "pin", "keep"],
    ),
    "a fix that breaks": (
        "fixed",
        {},
        {"strict": a_pass("g0 b0", caller="OSError"), "drop": FLAT, "pin": FLAT, "keep": FLAT},
        ["strict", "drop", "pin", "keep"],
    ),
    "a call that waits": (
        "fixed",
        {},
        {"strict": WAITS, "drop": WAITS},
        ["strict", "drop"],
    ),
    "a bug that leaks": ("buggy", {}, {"drop": GROWS, "keep": GROWS}, ["drop", "keep"]),
    "a bug that drains": ("buggy", {}, {"drop": FLAT, "strict": FLAT}, ["drop", "strict"]),
    "a bug that keeps": (
        "buggy",
        {},
        {"drop": FLAT, "strict": GROWS, "pin": FLAT, "keep": GROWS},
        ["drop", "strict", "pin", "keep"],
    ),
    "a bug that waits": ("buggy", {}, {"drop": WAITS}, ["drop"]),
    "memory, which dropping releases": (
        "fixed",
        {"gauge": gauges.memory(), "capacity": None},
        {"drop": FLAT, "keep": FLAT},
        ["drop", "keep"],
    ),
}


@pytest.mark.parametrize("case", PASSES)
def test_a_variant_gets_the_passes_it_needs(case: str, example: Example) -> None:
    """The strictest first for a fix; the others as far as they tell more."""
    variant, fields, passes, modes = PASSES[case]
    reports = Reports(**passes)
    one = trial(example, variant, reports, **fields)
    readings = one.readings()
    assert reports.modes == modes
    assert {mode.value: run for mode, run in readings.passes.items()} == passes
    assert [job["first"] for job in reports.jobs] == [True] + [False] * (len(modes) - 1)


@pytest.mark.parametrize(
    ("variant", "gauge", "mode"),
    [
        ("fixed", gauges.permits(call), "strict"),
        ("buggy", gauges.permits(call), "drop"),
        ("fixed", gauges.entries(call, "entry"), "drop"),
    ],
)
def test_a_crowd_is_one_run(example: Example, variant: str, gauge: Any, mode: str) -> None:
    """There are no passes; a fix that has to release keeps all that it can."""
    reports = Reports(**{mode: a_crowd(peak=3)})
    readings = trial(example, variant, reports, crowd=4, gauge=gauge).readings()
    assert (reports.modes, readings.passes, readings.crowd) == ([mode], {}, a_crowd(peak=3))
    assert reports.jobs[0]["first"] is True


def test_a_second_trial_starts_anew(example: Example) -> None:
    """Each of the repeats has its first pass, and its own passes."""
    reports = Reports(strict=FLAT)
    one = trial(example, "fixed", reports)
    assert one.readings().passes == one.readings().passes
    assert [job["first"] for job in reports.jobs] == [True, True]


def test_a_job_says_what_is_run(example: Example) -> None:
    """The example, the variant, its imports and its servers; and whether it has to prove."""
    reports = Reports(strict=FLAT, drop=GROWS, keep=GROWS)
    trial(example, "fixed", reports, needs=("postgres",)).readings()
    assert reports.jobs == [
        {
            "example": str(example.folder), "variant": "fixed", "mode": "strict",
            "proves": False, "first": True, "imports": ["re", "json"],
            "urls": {"postgres": "postgres://there"},
        }
    ]  # fmt: skip
    assert reports.asked == [len("sessions")]
    trial(example, "buggy", reports).readings()
    assert reports.jobs[-1]["proves"] is True
    (example.folder / "buggy.py").unlink()
    trial(example, "fixed", reports).readings()
    assert reports.jobs[-1]["proves"] is True


def test_the_readings_say_what_they_are_of(example: Example) -> None:
    """Resource, capacity, holder and versions, of Python, of libraries and of servers."""
    (example.folder / "fixed.py").write_text("import pytest\n")
    fields = {"needs": ("postgres",), "holder": "a list"}
    readings = trial(example, "fixed", Reports(strict=FLAT), **fields).readings()
    assert (readings.resource, readings.capacity, readings.counted) == ("permit", 2, True)
    assert readings.holder == "a list"
    assert [*readings.versions] == ["Python", "pytest", "postgres"]
    assert readings.versions["postgres"] == "18.6"


def test_a_server_that_is_not_there_is_the_scenarios_mistake(example: Example) -> None:
    """The sentence names the scenario."""
    one = trial(example, "fixed", Reports(strict=FLAT), needs=("http",))
    sentence = "^examples/topic/case/scenario.py: no server is called 'http' here$"
    with pytest.raises(Broken, match=sentence):
        one.readings()


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (RunFailed("it died"), "examples/topic/case/fixed.py: permit: it died"),
        (RunFailed("bad= is odd", True), "examples/topic/case/scenario.py: fixed: bad= is odd"),
    ],
)
def test_a_run_without_readings(failure: RunFailed, sentence: str, example: Example) -> None:
    """The variant's end, or the scenario's mistake."""
    one = trial(example, "fixed", Reports())
    one.runner = SimpleNamespace(run=lambda *rest: raises(failure))  # type: ignore[assignment]
    with pytest.raises(Broken) as caught:
        one.readings()
    assert str(caught.value) == sentence


def raises(error: Exception) -> Any:
    """Raise it."""
    raise error


def test_a_path_outside_is_refused(example: Example) -> None:
    """The first of them is named."""
    one = trial(example, "fixed", Reports())
    report = {"readings": {}, "strays": ["/etc/a", "/etc/b"], "seconds": 0}
    one.runner = SimpleNamespace(run=lambda *rest: report)  # type: ignore[assignment]
    sentence = "^examples/topic/case/fixed.py: wrote to /etc/a, outside its private folder$"
    with pytest.raises(Broken, match=sentence):
        one.readings()


def test_faults_go_on_where_the_last_process_ended(example: Example) -> None:
    """Until the gate says that these are all, or gets no further."""
    reports = Reports([gate([HELD], 3, False), gate([LOST, HELD], 7, False), gate([], 9)])
    assert trial(example, "fixed", reports).faults() == [HELD, LOST, HELD]
    assert [job["done"] for job in reports.jobs] == [0, 3, 7]
    for further in (3, 2):
        reports = Reports([gate([HELD], 3, False), gate([], further, False)])
        assert trial(example, "fixed", reports).faults() == [HELD]
    assert trial(example, "fixed", Reports([gate([], 0, False)])).faults() == []


def test_faults_end_when_there_are_enough(example: Example) -> None:
    """Sixteen that were not stood are enough; those that were do not count."""
    some = [LOST] * 15
    reports = Reports([gate([*some, HELD], 1, False), gate([LOST], 2, False), gate([], 3)])
    assert len(trial(example, "fixed", reports).faults()) == 17
    assert len(reports.jobs) == 2
    reports = Reports([gate([LOST] * 17, 1, False), gate([], 2)])
    assert len(trial(example, "fixed", reports).faults()) == 17


def test_a_fault_that_hangs_is_passed_over(example: Example) -> None:
    """The run has left word of it, and the next process goes on behind it."""
    word = json.dumps({"number": 3, "faults": [asdict(LOST)]})
    reports = Reports([RunFailed("it hung", at=word), gate([HELD], 9)])
    assert trial(example, "fixed", reports).faults() == [LOST, HELD]
    assert [job["done"] for job in reports.jobs] == [0, 4]
    assert Hangs(word).number == 3


def test_a_fix_that_keeps_its_promise_is_put_to_the_faults(example: Example) -> None:
    """And no other: not a bug, not a fix that breaks its promise."""
    reports = Reports([gate([HELD], 1)], strict=FLAT, drop=FLAT)
    assert trial(example, "fixed", reports).record().faults == (HELD,)
    assert trial(example, "buggy", reports).record().faults == ()
    reports = Reports([gate([HELD], 1)], strict=FLAT)
    one = trial(example, "fixed", reports, fixed=Promise("slow"))
    assert one.record().faults == ()


def test_a_record_says_what_was_run(example: Example) -> None:
    """The promise, how often, how long, what may stay and what is not stood."""
    fields: dict[str, Any] = {
        "leaves": {"file": "the report"},
        "not_stood": {"fixed": {"f()": "It stays."}, "fixed_late": {"g()": "No."}},
    }
    reports = Reports([gate([LOST], 1)], strict=FLAT)
    record = verify(
        example, "fixed", permits(**fields), reports, servers, 3  # type: ignore[arg-type]
    )  # fmt: skip
    assert (record.example, record.variant) == ("topic/case", "fixed")
    assert (record.digest, record.promised) == (example.digest, Promise("drains"))
    assert (record.repeats, reports.modes) == (3, ["strict"] * 3 + ["faults"])
    assert record.ran == (8, 9)
    assert (record.leaves, record.not_stood) == ({"file": "the report"}, {"f()": "It stays."})
    assert record.readings.passes == {"strict": FLAT}
    assert record.platform
    assert record.keeps_promise


def test_times_are_of_one_run(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all its passes, and of the harness's part in them; faults take no time of anybody."""
    clock = iter([0.1, 0.346912])
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    one = trial(example, "fixed", Reports(strict=FLAT))
    record = one.record(2)
    assert (record.seconds, record.added) == (0.1235, -0.1265)
    assert one.seconds == 0.5


def test_a_run_is_enough(example: Example) -> None:
    """Unless more are asked for."""
    reports = Reports([gate([], 0), gate([], 0)], strict=FLAT)
    assert trial(example, "fixed", reports).record().repeats == 1
    assert verify(example, "fixed", permits(), reports, servers).repeats == 1  # type: ignore[arg-type]
    assert reports.modes == ["strict", "faults"] * 2


def test_runs_that_disagree_are_no_evidence(example: Example) -> None:
    """The sentence says in what."""
    one = trial(example, "fixed", Reports())
    seen = [some_readings(holder="a"), some_readings(holder="a"), some_readings(holder="b")]
    one.readings = lambda: seen.pop(0)  # type: ignore[method-assign]
    sentence = "examples/topic/case/fixed.py: two runs disagree in holder: 'a', then 'b'; make it"
    with pytest.raises(Broken, match=f"^{sentence} certain$"):
        one.record(3)
    seen += [some_readings(holder="a"), some_readings(holder="b")]
    with pytest.raises(Broken, match=sentence):
        one.record(2)


def a_record(**changes: Any) -> Record:
    """A record of a fix that drains."""
    readings = some_readings(strict=FLAT)
    return replace(Record("t/c", "fixed", "d", Promise("drains"), readings), **changes)


LEAKY = some_readings(
    strict=replace(a_pass("g0 b0:OSError/no"), aftermath=left(Leftover("file", 1, 1)))
)


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            a_record(promised=Promise("slow")),
            "promised slow, next caller: served; seen drains, next caller: served; "
            "mend the example or the promise",
        ),
        (
            a_record(promised=Promise("slow"), readings=LEAKY),
            "promised slow, next caller: served; seen drains, next caller: served "
            "(bad calls raised OSError: no); mend the example or the promise; "
            "left over: 1 file; release it, or allow it with leaves= and a reason",
        ),
        (
            a_record(readings=some_readings(capacity=None, drop=WAITS)),
            "promised drains, next caller: served; seen stuck, next caller: served; "
            "a call waited; give capacity=; mend the example or the promise",
        ),
        (
            a_record(faults=(HELD, LOST, replace(LOST, place="other"))),
            "with `f()` in g() fails, in the good call: 1 permit lost; "
            "mend it, or declare it with not_stood= and a sentence",
        ),
        (
            a_record(not_stood={"f()": "It stays.", "g()": "So it does."}),
            "not_stood= names 'f()', and no such fault is lost; remove it; "
            "not_stood= names 'g()', and no such fault is lost; remove it",
        ),
    ],
)
def test_a_broken_promise_is_one_sentence(record: Record, sentence: str) -> None:
    """Place, resource, promised, seen, and what to do."""
    with pytest.raises(Broken) as caught:
        check_promise(record)
    assert str(caught.value) == f"examples/t/c/fixed.py: permit: {sentence}"


def test_a_kept_promise_is_no_failure() -> None:
    """Nothing is said."""
    check_promise(a_record())


DECLARED = """
from harness import Promise, Scenario, gauges
scenario = Scenario(gauge=gauges.tasks(), good=lambda app, bench: app.f(), {more})
"""


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"fixed": ""}, "no fixed= for fixed.py; a promise and a variant go together"),
        ({"fixed_late": ""}, "no fixed= for fixed.py; a promise and a variant go together"),
        ({"buggy": ""}, "no buggy= for buggy.py; a promise and a variant go together"),
        (
            {"fixed": "", "more": "buggy=Promise('slow'), fixed=Promise('slow')"},
            "buggy= without a buggy.py; a promise and a variant go together",
        ),
        ({"scenario": "scenario = 3"}, "'scenario' is no Scenario; declare scenario ="),
        ({"scenario": ""}, "AttributeError: module 'scenario_case' has no attribute 'scenario'"),
        ({"scenario": "1 / 0"}, "ZeroDivisionError: division by zero"),
        ({"more": "capacity=3"}, "capacity=3 for a task, of which there is no fixed number"),
    ],
)
def test_a_scenario_file_is_refused(
    files: dict[str, str], sentence: str, make_example: MakeExample
) -> None:
    """It declares one scenario, with a promise for each variant."""
    declared = DECLARED.format(more=files.pop("more", ""))
    example = make_example(**{"scenario": declared, **files})
    with pytest.raises(Broken) as caught:
        scenario_of(example)
    assert str(caught.value).startswith(f"examples/topic/case/scenario.py: {sentence}")


def test_a_scenario_file_is_taken(make_example: MakeExample) -> None:
    """With the promises of the variants that there are."""
    declared = DECLARED.format(more="fixed=Promise('drains')")
    assert scenario_of(make_example(fixed_late="", scenario=declared)).fixed == Promise("drains")


def test_the_cause_of_a_failing_file_is_kept(make_example: MakeExample) -> None:
    """A mistake of the declaration stands alone; an error of the file has its traceback."""
    with pytest.raises(Broken) as caught:
        scenario_of(make_example(scenario="1 / 0"))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
