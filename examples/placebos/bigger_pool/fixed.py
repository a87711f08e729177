"""Store the visitors' comments, with room for a busy evening."""

from psycopg_pool import ConnectionPool

INSERT = "INSERT INTO comment VALUES (%s, %s)"


def open_pool(url, patience=30):
    return ConnectionPool(
        url, min_size=4, max_size=4, timeout=patience, open=True
    )


def store(pool, form):
    with pool.connection() as conn:
        conn.execute(INSERT, [int(form["article"]), form["text"]])
