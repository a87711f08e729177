"""An application that is made for one job, and dropped after it."""

from celery import Celery


def job(own=True):
    """Make an app if the job needs its own, look at its queues, and let go of it."""
    if own:
        app = Celery(broker="memory://", set_as_current=False)
        _ = app.amqp.queues
