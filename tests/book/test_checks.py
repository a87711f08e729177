"""The checks for a reader's CI: pytest runs each on code that leaks and on code that does not."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from harness.record.examples import EXAMPLES

CHECKS = EXAMPLES / "checks"
Lay = Callable[..., Path]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """A function that lays out a project: files copied from examples, and files as texts."""

    def lay(copies: dict[str, Path], **texts: str) -> Path:
        for name, path in copies.items():
            (tmp_path / name).write_bytes(path.read_bytes())
        for stem, text in texts.items():
            (tmp_path / f"{stem}.py").write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return lay


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs pytest on the project as a reader's CI does."""

    def run(*arguments: str, command: tuple[str, ...] = ("python", "-m", "pytest")):  # type: ignore[no-untyped-def]
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "COLUMNS": "200",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.run(
            [*command, "-p", "no:cacheprovider", "-p", "no:xdist", "-ra", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def found(result: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What pytest's summary says of each test that is not passed."""
    lines = re.findall(r"^(?:ERROR|FAILED) \S+::(\w+) - \w+: (.*)$", result.stdout, re.MULTILINE)
    return dict(lines)


def variant(example: str, name: str) -> Path:
    """A variant of an example on the page."""
    return EXAMPLES / example / f"{name}.py"


# -- check_leaks.py

CONFTEST = """
    import pytest
    import course
    import stock
    from check_leaks import connections, permits

    pytest_plugins = ["check_leaks"]

    @pytest.fixture
    def engine():
        with course.engine.begin() as db:
            db.exec_driver_sql("CREATE TABLE IF NOT EXISTS courses (name, places)")
        yield course.engine
        course.engine.dispose()

    @pytest.fixture
    def watched(watched, engine):
        return watched | {
            "connection": connections(engine),
            "permit": permits(stock.slots),
        }
"""
TESTS = """
    import asyncio
    import threading

    import pytest
    import course
    import mail
    import seats
    import stock

    def test_descriptor():
        with pytest.raises(UnicodeEncodeError):
            seats.take(1, chr(0xDCE9))

    def test_thread():
        mail.send_in_thread()

    def test_task(run):
        assert run(mail.send_in_task()) == "sent"

    def test_connection():
        assert course.places("chess") is None

    def test_permit():
        with pytest.raises(ValueError):
            stock.stock({"desk": "n/a"}, "desk")
"""
MAIL = """
    import asyncio
    import threading

    def send_in_thread():
        threading.Thread(target=threading.Event().wait, daemon=True).start()

    async def send_in_task():
        task = asyncio.create_task(asyncio.Event().wait())
        await asyncio.sleep(0)
        return "sent"
"""
MAIL_FIXED = """
    import asyncio
    import threading

    def send_in_thread():
        threading.Timer(0.05, str).start()  # late is not lost

    async def send_in_task():
        task = asyncio.create_task(asyncio.sleep(0.05))
        await asyncio.sleep(0)
        return "sent"
"""


def copies(name: str) -> dict[str, Path]:
    """The check and three modules under test."""
    return {
        "check_leaks.py": CHECKS / "taken_seat" / "check_leaks.py",
        "seats.py": variant("checks/taken_seat", name),
        "course.py": variant("checks/single_connection", name),
        "stock.py": variant("permits/raising_query", name),
    }


def test_each_leak_fails_its_own_test(lay: Lay, run: Run) -> None:
    """Each of five leaks fails the test that made it, and is told in one sentence."""
    lay(copies("buggy"), conftest=CONFTEST, test_all=TESTS, mail=MAIL)
    result = run()
    assert result.returncode == 1
    assert found(result) == {
        "test_descriptor": "1 descriptor(s) stayed out",
        "test_thread": "1 thread(s) stayed out",
        "test_task": "1 task(s) stayed out",
        "test_connection": "1 connection(s) came back only at the collector",
        "test_permit": "1 permit(s) stayed out",
    }


def test_clean_code_passes(lay: Lay, run: Run) -> None:
    """The same tests pass on code that gives back, also late, with every warning an error."""
    lay(copies("fixed"), conftest=CONFTEST, test_all=TESTS, mail=MAIL_FIXED)
    result = run("-W", "error")
    assert (result.returncode, found(result)) == (0, {})
    assert "5 passed" in result.stdout


WARMTH = """
    import pytest
    import course

    pytest_plugins = ["check_leaks"]

    @pytest.fixture(scope="session", autouse=True)
    def warm():
        if WARM:
            course.engine.connect().close()
        yield
        course.engine.dispose()
"""
FIRST = """
    import course

    def test_first():
        with course.engine.connect():
            pass
"""


@pytest.mark.parametrize(
    ("warm", "sentence"),
    [("False", {"test_first": "1 descriptor(s) stayed out"}), ("True", {})],
    ids=["cold", "warm"],
)
def test_a_pool_fills_up_in_the_first_test(
    lay: Lay, run: Run, warm: str, sentence: dict[str, str]
) -> None:
    """An engine that outlives the tests keeps its first connection; warmed up, it adds none."""
    lay(copies("fixed"), conftest=WARMTH.replace("WARM:", f"{warm}:"), test_first=FIRST)
    assert found(run()) == sentence


LOGGED = """
    import logging

    def test_logged():
        try:
            read()
        except ValueError:
            logging.exception("not read")

    def read():
        file = open("test_logged.py")
        raise ValueError
"""


@pytest.mark.parametrize(
    ("options", "sentence"),
    [((), {"test_logged": "1 descriptor(s) stayed out"}), (("-p", "no:logging"), {})],
    ids=["captured", "not captured"],
)
def test_captured_log_records_keep_what_failed(
    lay: Lay, run: Run, options: tuple[str, ...], sentence: dict[str, str]
) -> None:
    """A logged exception is kept by pytest's own log capture, and a file with it."""
    lay(copies("fixed"), conftest='pytest_plugins = ["check_leaks"]', test_logged=LOGGED)
    assert found(run(*options)) == sentence


CAUGHT = """
    import pytest

    def test_caught():
        with pytest.raises(ValueError) as caught:
            read()
        assert caught.type is ValueError

    def read():
        file = open("test_caught.py")
        raise ValueError
"""


def test_a_caught_exception_comes_back_at_the_collector(lay: Lay, run: Run) -> None:
    """What ``pytest.raises`` hands out refers to its frame and back: the file waits."""
    lay(copies("fixed"), conftest='pytest_plugins = ["check_leaks"]', test_caught=CAUGHT)
    assert found(run()) == {"test_caught": "1 descriptor(s) came back only at the collector"}


DISPOSED = """
    import pytest
    import course
    from check_leaks import connections

    pytest_plugins = ["check_leaks"]

    @pytest.fixture
    def watched(watched):
        return {"connection": connections(course.engine)}

    @pytest.fixture
    def engine():
        with course.engine.begin() as db:
            db.exec_driver_sql("CREATE TABLE IF NOT EXISTS courses (name, places)")
        yield course.engine
        course.engine.dispose()
"""
ON_ENGINE = """
    import course

    def test_connection(engine):
        assert course.places("chess") is None
"""


def test_a_count_after_dispose_is_blind(lay: Lay, run: Run) -> None:
    """A fixture that disposes of the engine before the count hides the leak from it."""
    lay(copies("buggy"), conftest=DISPOSED, test_pool=ON_ENGINE)
    assert run().returncode == 0
    asks = DISPOSED.replace("def watched(watched)", "def watched(watched, engine)")
    lay({}, conftest=asks)
    assert found(run()) == {"test_connection": "1 connection(s) came back only at the collector"}


EXEMPT = """
    import pytest
    import mail

    @pytest.fixture
    def watched():
        return {}

    def test_thread():
        mail.send_in_thread()
"""


def test_a_module_can_be_exempt(lay: Lay, run: Run) -> None:
    """A module that overrides ``watched`` with nothing passes, whatever stays out."""
    lay(copies("buggy"), conftest=CONFTEST, test_exempt=EXEMPT, mail=MAIL)
    assert run().returncode == 0


ASYNCHRONOUS = """
    import mail
    import pytest
    from check_leaks import tasks_done

    @pytest.fixture
    def anyio_backend():
        return "asyncio"

    @pytest.mark.anyio
    async def test_task():
        assert await tasks_done(mail.send_in_task()) == "sent"
"""


@pytest.mark.parametrize(
    ("mail", "sentence"),
    [(MAIL, {"test_task": "1 task(s) stayed out"}), (MAIL_FIXED, {})],
    ids=["buggy", "fixed"],
)
def test_tasks_of_an_async_test(lay: Lay, run: Run, mail: str, sentence: dict[str, str]) -> None:
    """In a test that is itself ``async``, tasks are counted in the loop of its runner."""
    lay(copies("fixed"), test_async=ASYNCHRONOUS, mail=mail)
    assert found(run()) == sentence


FAILING = """
    def test_wrong():
        file = open("test_failing.py")
        assert file.read() == ""
"""


def test_a_failed_test_is_reported_twice(lay: Lay, run: Run) -> None:
    """The traceback of a failed test keeps its local variables, so the count fails as well."""
    lay(copies("fixed"), conftest='pytest_plugins = ["check_leaks"]', test_failing=FAILING)
    result = run()
    assert "1 failed, 1 error" in result.stdout


# -- warnings.ini

SETTINGS = """
    import sensor

    def test_settings():
        assert sensor.settings("sensor.json") == {"every": 60}
"""
IN_A_CIRCLE = """
    def test_circle():
        circle = [open("sensor.json")]
        circle.append(circle)

    def test_innocent():
        pass
"""


def sensor(name: str) -> dict[str, Path]:
    """The reader of settings, its file and the filters."""
    example = CHECKS / "unclosed_settings"
    return {
        "sensor.py": example / f"{name}.py",
        "sensor.json": example / "sensor.json",
        "pytest.ini": example / "warnings.ini",
        "check_leaks.py": CHECKS / "taken_seat" / "check_leaks.py",
    }


def test_the_one_filter_alone_fails_nothing(lay: Lay, run: Run) -> None:
    """With ``-W error::ResourceWarning`` alone the leaking test passes; pytest only warns."""
    files = sensor("buggy")
    del files["pytest.ini"]
    lay(files, test_settings=SETTINGS)
    result = run("-W", "error::ResourceWarning")
    assert result.returncode == 0
    assert "PytestUnraisableExceptionWarning" in result.stdout


def test_both_filters_fail_the_test(lay: Lay, run: Run) -> None:
    """With both filters the leaking test fails, and says which file was not closed."""
    lay(sensor("buggy"), test_settings=SETTINGS)
    result = run()
    assert result.returncode == 1
    assert "FAILED test_settings.py::test_settings" in result.stdout
    assert "ResourceWarning: unclosed file" in result.stdout


def test_both_filters_pass_clean_code(lay: Lay, run: Run) -> None:
    """The same test passes where the file is closed."""
    lay(sensor("fixed"), test_settings=SETTINGS)
    assert run().returncode == 0


def test_a_circle_is_told_when_the_collector_runs(lay: Lay, run: Run) -> None:
    """The filters alone miss the test whose file is in a circle; a count collects in time."""
    lay(sensor("fixed"), test_circle=IN_A_CIRCLE)
    late = run()
    assert (late.returncode, "2 passed" in late.stdout) == (1, True)
    lay({}, conftest='pytest_plugins = ["check_leaks"]')
    assert found(run()) == {"test_circle": "1 descriptor(s) came back only at the collector"}


# -- single_connection.sh

COURSE = """
    import course

    def test_places():
        with course.engine.begin() as db:
            db.exec_driver_sql("CREATE TABLE courses (name, places)")
        assert course.places("chess") is None
        assert course.places("judo") is None
"""


def lane(example: str, script: str, module: str, name: str) -> dict[str, Path]:
    """A lane's shell file and the module under test."""
    return {script: CHECKS / example / script, module: CHECKS / example / f"{name}.py"}


@pytest.mark.parametrize(("name", "inside"), [("buggy", 1), ("fixed", 0)])
def test_one_connection(lay: Lay, run: Run, name: str, inside: int) -> None:
    """In the lane the second request fails if the first kept its connection; else all pass."""
    lay(
        lane("single_connection", "single_connection.sh", "course.py", name),
        test_course=COURSE,
    )
    result = run(command=("sh", "single_connection.sh"))
    assert result.returncode == inside
    assert ("QueuePool limit of size 1 overflow 0 reached" in result.stdout) == bool(inside)
    (lay({}) / "school.db").unlink()
    assert run().returncode == 0


NESTED = """
    import course

    def test_two_at_once():
        with course.engine.connect(), course.engine.connect():
            pass
"""


def test_one_connection_fails_who_needs_two(lay: Lay, run: Run) -> None:
    """A request that takes a second connection while it holds the first fails in the lane."""
    lay(
        lane("single_connection", "single_connection.sh", "course.py", "fixed"),
        test_nested=NESTED,
    )
    result = run(command=("sh", "single_connection.sh"))
    assert result.returncode == 1
    assert "QueuePool limit of size 1 overflow 0 reached" in result.stdout
    assert run().returncode == 0


# -- few_descriptors.sh

IN_A_LOOP = """
    import pytest
    import seats

    def test_seats():
        for number in range(100):
            with pytest.raises(UnicodeEncodeError):
                seats.take(number, chr(0xDCE9))
"""
ONE_EACH = """
    import pytest
    import seats

    @pytest.mark.parametrize("number", range(100))
    def test_seat(number):
        with pytest.raises(UnicodeEncodeError):
            seats.take(number, chr(0xDCE9))
"""


@pytest.mark.parametrize("tests", [IN_A_LOOP, ONE_EACH], ids=["in a loop", "one each"])
@pytest.mark.parametrize(("name", "inside"), [("buggy", 1), ("fixed", 0)])
def test_few_descriptors(lay: Lay, run: Run, tests: str, name: str, inside: int) -> None:
    """In the lane a hundred bad calls run out of descriptors they keep; else all pass."""
    folder = lay(lane("taken_seat", "few_descriptors.sh", "seats.py", name), test_seats=tests)
    result = run(command=("sh", "few_descriptors.sh"))
    assert result.returncode == inside
    assert ("Too many open files" in result.stdout) == bool(inside)
    for card in folder.glob("*.txt"):
        card.unlink()
    assert run().returncode == 0


# -- hangs.ini

TICKETS = """
    import tickets

    def test_tickets():
        assert tickets.ticket("circus") is None
        assert tickets.ticket("opera") == 2
"""


def hanging(name: str) -> dict[str, Path]:
    """The ticket counter and the ini file."""
    example = CHECKS / "hanging_test"
    return {"tickets.py": example / f"{name}.py", "pytest.ini": example / "hangs.ini"}


def test_a_hang_is_dumped_and_ended(lay: Lay, run: Run) -> None:
    """The waiting line is printed, of the code and of the test, and the run ends in failure."""
    lay(hanging("buggy"), test_tickets=TICKETS)
    result = run("-o", "faulthandler_timeout=0.5")
    assert result.returncode == 1
    source = variant("checks/hanging_test", "buggy").read_text().splitlines()
    line = source.index("    counter.acquire()") + 1
    assert re.search(rf'tickets\.py", line {line} in ticket$', result.stderr, re.MULTILINE)
    assert re.search(r'test_tickets\.py", line 6 in test_tickets$', result.stderr, re.MULTILINE)


def test_what_does_not_hang_is_left_alone(lay: Lay, run: Run) -> None:
    """The same test passes where the lock is released, and nothing is dumped."""
    lay(hanging("fixed"), test_tickets=TICKETS)
    result = run()
    assert (result.returncode, result.stderr) == (0, "")
