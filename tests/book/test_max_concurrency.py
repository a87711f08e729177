"""What `Depends(…, max_concurrency=…)` does not do, each seen in a run of its own."""

import asyncio
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse

from harness.run.asgi import request


async def get_db() -> Any:
    """A dependency that holds no connection: its transaction has ended."""
    yield None


class Shop:
    """An app with an endless stream and a look-up; it counts who is inside."""

    def __init__(self, stream: Any, look_up: Any) -> None:
        """Give each route its dependency."""
        self.app, self.end, self.inside, self.most = FastAPI(), asyncio.Event(), 0, 0

        @self.app.get("/feed")
        async def feed(db: Annotated[None, stream]) -> StreamingResponse:
            return StreamingResponse(self.lines())

        @self.app.get("/ok")
        async def ok(db: Annotated[None, look_up]) -> str:
            return "ok"

    async def lines(self) -> Any:
        """Two lines, the second at the end of the day."""
        self.inside += 1
        self.most = max(self.most, self.inside)
        yield "first\n"
        await self.end.wait()
        self.inside -= 1
        yield "last\n"

    def open(self, number: int) -> list[asyncio.Task[Any]]:
        """That many streams."""
        return [asyncio.create_task(request(self.app, "GET", "/feed")) for _ in range(number)]

    async def are_open(self, number: int) -> None:
        """Wait until that many are."""
        while self.inside < number:
            await asyncio.sleep(0)


async def served_beside_two_streams(shop: Shop) -> bool:
    """Whether a look-up is answered while two streams are open; it is answered after them."""
    streams = shop.open(2)
    await shop.are_open(2)
    look_up = asyncio.create_task(request(shop.app, "GET", "/ok"))
    done, _ = await asyncio.wait({look_up}, timeout=1)
    shop.end.set()
    await asyncio.gather(*streams)
    assert (await look_up).body == b'"ok"'
    return bool(done)


@pytest.mark.parametrize(("limit", "served"), [(None, True), (2, False)])
def test_a_stream_keeps_its_slot_without_a_connection(limit: int | None, served: bool) -> None:
    """Two streams that hold no connection shut out a look-up, and no deadline ends its wait."""

    async def main() -> bool:
        database = Depends(get_db, max_concurrency=limit)
        return await served_beside_two_streams(Shop(database, database))

    assert asyncio.run(main()) is served


def test_with_function_scope_a_stream_has_given_its_slot_back() -> None:
    """The slot lasts as long as the dependency, and that scope ends before the answer begins."""

    async def main() -> bool:
        database = Depends(get_db, max_concurrency=2, scope="function")
        return await served_beside_two_streams(Shop(database, database))

    assert asyncio.run(main()) is True


def test_each_depends_has_a_limit_of_its_own() -> None:
    """Two `Depends` of one function let twice as many in as one of them that is shared."""

    async def main() -> bool:
        one, another = (Depends(get_db, max_concurrency=2) for _ in range(2))
        return await served_beside_two_streams(Shop(one, another))

    assert asyncio.run(main()) is True
