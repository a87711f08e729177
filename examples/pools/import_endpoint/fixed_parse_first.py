"""Import the sensor readings that customers upload as text."""

INSERT = "INSERT INTO reading VALUES (%s, %s)"


def parse(upload):
    pairs = (line.split(",") for line in upload.splitlines())
    return [(sensor, float(value)) for sensor, value in pairs]


def import_readings(pool, upload):
    rows = parse(upload)
    with pool.connection() as conn, conn.cursor() as cursor:
        cursor.executemany(INSERT, rows)
    return len(rows)
