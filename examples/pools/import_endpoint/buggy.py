"""Import the sensor readings that customers upload as text."""

INSERT = "INSERT INTO reading VALUES (%s, %s)"


def parse(upload):
    pairs = (line.split(",") for line in upload.splitlines())
    return [(sensor, float(value)) for sensor, value in pairs]


def import_readings(pool, upload):
    conn = pool.getconn()
    rows = parse(upload)  # an error here keeps the connection
    with conn.cursor() as cursor:
        cursor.executemany(INSERT, rows)
    conn.commit()
    pool.putconn(conn)
    return len(rows)
