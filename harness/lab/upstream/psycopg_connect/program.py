"""Log on to PostgreSQL, and remember why it was not possible."""

import psycopg

failures = []


def greet(address):
    """The process that served us."""
    try:
        with psycopg.connect(address) as connection:
            return connection.info.backend_pid
    except psycopg.OperationalError as error:
        failures.append(error)
        raise
