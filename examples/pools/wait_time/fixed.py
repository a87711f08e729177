"""Tell what the callers of a pool waited since the last look at it."""

NAMES = {
    "connections_num": "opened",
    "requests_num": "asked",
    "requests_queued": "in line",
    "requests_wait_ms": "waited, ms",
    "requests_errors": "refused",
}


def waits(pool):
    counts = pool.pop_stats()
    return {NAMES[name]: counts.get(name, 0) for name in NAMES}
