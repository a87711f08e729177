"""An engine on a SQLite file: how many of three connections that were closed stay open?"""

import json
from pathlib import Path

from sqlalchemy import create_engine, text


def opened():
    return sum(str(each.resolve()).endswith("/a.db") for each in Path("/proc/self/fd").iterdir())


engine = create_engine("sqlite:///a.db")
connections = [engine.connect() for _ in range(3)]
for connection in connections:
    connection.execute(text("SELECT name FROM sqlite_master"))
for connection in connections:
    connection.close()
print(json.dumps({"answer": str(opened() or "none")}))
