"""With `scope="function"`, a background task uses the session: what stays out?"""

import asyncio
import gc
import json
import tempfile

from fastapi import BackgroundTasks, Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from harness.run.asgi import request

app = FastAPI()
engine = create_engine(f"sqlite:///{tempfile.mkdtemp()}/a.db", poolclass=QueuePool)


def get_db():
    with Session(engine) as session:
        yield session


async def task(session):
    session.execute(text("SELECT 1"))


try:
    dependency = Depends(get_db, scope="function")
except TypeError:
    print(json.dumps({"answer": "no such option"}))
    raise SystemExit from None


@app.post("/")
def route(tasks: BackgroundTasks, session: Session = dependency):
    tasks.add_task(task, session)


gc.collect()
gc.disable()
asyncio.run(request(app, "POST", "/"))
out = engine.pool.checkedout()
gc.collect()
later = engine.pool.checkedout()
print(json.dumps({"answer": f"{out}, then {later} at the collector" if out else "nothing"}))
