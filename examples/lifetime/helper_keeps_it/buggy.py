"""Find the highest temperature that a sensor has reported."""

from sqlalchemy import text

READINGS = text("SELECT celsius FROM readings WHERE sensor = :sensor")


def readings(engine, sensor):
    # the caller gets the rows, and nobody gets the connection
    connection = engine.connect()
    return connection.scalars(READINGS, {"sensor": sensor})


def peak(engine, sensor):
    return max(readings(engine, sensor), default=None)
