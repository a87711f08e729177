"""A `sqlite3` connection is dropped without `close()`: when is its file closed?"""

import gc
import json
import os
import sqlite3
import tempfile


def descriptors():
    return len(os.listdir("/proc/self/fd"))


gc.collect()
gc.disable()
before = descriptors()
connection = sqlite3.connect(tempfile.mkdtemp() + "/a.db")
connection.execute("CREATE TABLE a (b)")
del connection
out = descriptors() - before
gc.collect()
later = descriptors() - before
answer = "not at all" if later else "at the collector" if out else "at once"
print(json.dumps({"answer": answer}))
