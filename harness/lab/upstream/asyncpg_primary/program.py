"""Connect to the PostgreSQL server that takes writes, and close."""

import asyncpg


async def greet(address):
    """The process that serves us."""
    connection = await asyncpg.connect(address, target_session_attrs="primary", ssl=False)
    try:
        return connection.get_server_pid()
    finally:
        await connection.close()
