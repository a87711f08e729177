"""Send prices over a websocket to readers who have paid."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, WebSocket, WebSocketException
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

PAID = text("SELECT paid FROM readers WHERE name = :name")
engine = create_engine(
    os.environ["DATABASE_URL"],
    pool_size=2,
    max_overflow=2,
    pool_timeout=0.3,
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db)]


def paying(name: str, session: Database):
    paid = session.scalar(PAID, {"name": name})
    session.close()
    if not paid:
        raise WebSocketException(1008, "not paid")


@app.websocket("/prices", dependencies=[Depends(paying)])
async def prices(socket: WebSocket):
    await socket.accept()
    async for price in socket.app.state.prices():
        await socket.send_text(price)
