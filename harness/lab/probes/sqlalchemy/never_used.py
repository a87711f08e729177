"""A `Connection` that executed nothing is dropped: when does it return to the pool?"""

import gc
import json
import tempfile

from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool

engine = create_engine("sqlite:///" + tempfile.mkdtemp() + "/a.db", poolclass=QueuePool)
gc.collect()
gc.disable()
connection = engine.connect()
del connection
out = engine.pool.checkedout()
gc.collect()
later = engine.pool.checkedout()
answer = "not at all" if later else "at the collector" if out else "at once"
print(json.dumps({"answer": answer}))
