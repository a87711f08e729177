"""A `sqlite3` connection is dropped without `close()`: does Python warn?"""

import gc
import json
import sqlite3
import sys
import warnings

warned = []
warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest: warned.append(category.__name__)
sys.unraisablehook = lambda error: None
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE a (b)")
del connection
gc.collect()
print(json.dumps({"answer": warned[0] if warned else "no"}))
