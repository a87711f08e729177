"""Ask all weather stations at once, and keep failures for a report."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

failures = []


def measure(pool, stations):
    def ask(station):
        answer = pool.request("GET", station, preload_content=False)
        asked.callback(answer.release_conn)
        asked.callback(answer.close)
        return answer

    with ExitStack() as asked:
        with ThreadPoolExecutor(len(stations) or 1) as threads:
            answers = list(threads.map(ask, stations))
        for answer in answers:
            if answer.status != 200:
                failures.append(answer.data)
        return [each.data for each in answers if each.status == 200]
