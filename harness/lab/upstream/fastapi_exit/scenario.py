"""Two worker threads, two permits, and eight requests at once."""

from anyio.to_thread import current_default_thread_limiter

from harness import Scenario, gauges, request


async def setup(app, bench):
    """As many threads as there are permits."""
    threads = current_default_thread_limiter()
    threads.total_tokens = 2
    yield bench
    threads.total_tokens = 40  # those who stand still can go on


async def ask(app, bench):
    """One request."""
    await request(app.app, "GET", "/")


scenario = Scenario(
    gauge=gauges.permits(lambda app, bench: app.permits),
    good=ask,
    setup=setup,
    crowd=8,
    capacity=2,
)
