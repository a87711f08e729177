"""Show a lamp, with an `AsyncSession` for each request."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from sqlalchemy.ext import asyncio as aio
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

URL = os.environ["DATABASE_URL"].partition("://")[2]
engine = aio.create_async_engine(
    f"postgresql+asyncpg://{URL}", pool_size=2, max_overflow=0
)
sessions = aio.async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Lamp(Base):
    __tablename__ = "lamps"
    name: Mapped[str] = mapped_column(primary_key=True)


async def get_db():
    async with sessions() as session:
        yield session


Database = Annotated[aio.AsyncSession, Depends(get_db)]


@app.get("/lamps/{name}")
async def show(name: str, session: Database, request: Request):
    lamp = await session.get_one(Lamp, name)
    await session.commit()
    await request.app.state.price(name)
    return {"name": lamp.name}
