"""A connection is checked out with `pool_pre_ping` and not used: what state is its session in?"""

import json

from sqlalchemy import create_engine, text

from harness.servers.lease import Lease, acquire

STATE = text("SELECT state FROM pg_stat_activity WHERE pid = :pid")


def main(url):
    engine = create_engine(url, pool_pre_ping=True)
    with engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    pinged = engine.connect()
    with engine.connect() as other:
        state = other.execute(STATE, {"pid": pid}).scalar()
    pinged.close()
    engine.dispose()
    return state


lease = Lease.take()
try:
    answer = main(acquire(lease.run))
finally:
    lease.release()
print(json.dumps({"answer": answer}))
