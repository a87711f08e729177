"""An app is made, asked for its queues, and dropped: how many stay alive after each?"""

import gc
import json
import weakref

from celery import Celery

made, alive = [], []
for _ in range(3):
    app = Celery(broker="memory://", set_as_current=False)
    _ = app.amqp.queues
    made.append(weakref.ref(app))
    del app
    gc.collect()
    alive.append(sum(each() is not None for each in made))
print(json.dumps({"answer": ", ".join(map(str, alive))}))
