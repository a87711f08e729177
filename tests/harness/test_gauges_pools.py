"""The gauges of HTTP clients read what is in use, among what is idle or was never used."""

import asyncio
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import aiohttp
import httpx
import pytest
import urllib3

from harness.run import gauges
from harness.run.gauges import Gauge
from harness.servers.http import Loan, Service

APP = ModuleType("app")


def read(gauge: Gauge, world: Any) -> int:
    """What the gauge says now."""
    return gauge.read(APP, world)


@pytest.fixture
def loan() -> Iterator[Loan]:
    """A port of a service."""
    service = Service()
    with service.lend() as loan:
        yield loan
    service.close()


def test_httpx(loan: Loan) -> None:
    """One response is read, two are not; as many more as are free can be had."""
    limits, patience = httpx.Limits(max_connections=4), httpx.Timeout(5, pool=0.05)
    with httpx.Client(base_url=loan.url, limits=limits, timeout=patience) as client:
        client.get("/small")
        request = client.build_request("GET", "/small")
        held = [client.send(request, stream=True) for _ in range(2)]
        assert read(gauges.httpx_pool(), client) == 2
        held += [client.send(request, stream=True) for _ in range(4 - 2)]
        with pytest.raises(httpx.PoolTimeout):
            client.send(request, stream=True)
        for response in held:
            response.close()
        assert read(gauges.httpx_pool(), client) == 0


def test_aiohttp(loan: Loan) -> None:
    """One response is read, two are not; as many more as are free can be had."""

    async def count() -> list[int]:
        connector, counts = aiohttp.TCPConnector(limit=4), []
        patience = aiohttp.ClientTimeout(connect=0.5)
        async with aiohttp.ClientSession(
            loan.url, connector=connector, timeout=patience
        ) as session:
            async with session.get("/small") as response:
                await response.read()
            held = [await session.get("/big") for _ in range(2)]
            counts.append(read(gauges.aiohttp_connector(), session))
            held += [await session.get("/big") for _ in range(4 - 2)]
            with pytest.raises(aiohttp.ConnectionTimeoutError):
                await session.get("/big")
            for response in held:
                response.close()
            counts.append(read(gauges.aiohttp_connector(), session))
        return counts

    assert asyncio.run(count()) == [2, 0]


def test_urllib3(loan: Loan) -> None:
    """One response is read, two are not; as many more as are free can be had."""
    url = urllib3.util.parse_url(loan.url)
    with urllib3.HTTPConnectionPool(str(url.host), url.port, maxsize=4, block=True) as pool:
        base = read(gauges.urllib3_pool(), pool)
        pool.request("GET", "/small")
        held = [pool.request("GET", "/big", preload_content=False) for _ in range(2)]
        assert read(gauges.urllib3_pool(), pool) - base == 2
        held += [pool.request("GET", "/big", preload_content=False) for _ in range(2)]
        with pytest.raises(urllib3.exceptions.EmptyPoolError):
            pool.request("GET", "/small", pool_timeout=0.05)
        for response in held:
            response.close()
            response.release_conn()
        assert read(gauges.urllib3_pool(), pool) == base
