"""Log on to PostgreSQL, and off again."""

import psycopg


def parse(address):
    """The port that an address names; no connection is made."""
    return psycopg.conninfo.conninfo_to_dict(address)["port"]


def greet(address):
    """The process that served us."""
    with psycopg.connect(address) as connection:
        return connection.info.backend_pid
