"""Sell tickets, and print them on two printers."""

from asyncio import Semaphore

printers = Semaphore(2)


async def print_ticket(number, send):
    async with printers:
        await send(number)


async def sell(number, send):
    print_ticket(number, send)  # makes a coroutine, and starts nothing
    return number
