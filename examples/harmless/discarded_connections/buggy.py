"""Ask all weather stations at once, and keep failures for a report."""

from concurrent.futures import ThreadPoolExecutor

failures = []


def measure(pool, stations):
    def ask(station):
        return pool.request("GET", station, preload_content=False)

    with ThreadPoolExecutor(len(stations) or 1) as threads:
        answers = list(threads.map(ask, stations))
    for answer in answers:
        if answer.status != 200:
            failures.append(answer)  # unread: its connection stays out
    return [each.data for each in answers if each.status == 200]
