"""A checkout that reconnects is interrupted: what stays out, and how does the next caller fare?"""

import json
import sqlite3

from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool


def connect():
    if interrupted:
        raise KeyboardInterrupt
    return sqlite3.connect(":memory:")


interrupted = False
engine = create_engine(
    "sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.1
)
with engine.connect() as connection:
    connection.invalidate()
interrupted = True
try:
    engine.connect()
except KeyboardInterrupt:
    interrupted = False
out = engine.pool.checkedout()
try:
    engine.connect().close()
    seen = "served"
except Exception as error:
    seen = type(error).__name__
print(json.dumps({"answer": f"{out} checked out, then {seen}"}))
