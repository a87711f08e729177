"""A background task uses the request's session: what stays out of the pool?"""

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


@app.post("/")
def route(tasks: BackgroundTasks, session: Session = Depends(get_db)):
    tasks.add_task(task, session)


gc.collect()
gc.disable()
asyncio.run(request(app, "POST", "/"))
out = engine.pool.checkedout()
gc.collect()
later = engine.pool.checkedout()
print(json.dumps({"answer": f"{out}, then {later} at the collector" if out else "nothing"}))
