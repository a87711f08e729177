"""Find the highest temperature that a sensor has reported."""

from sqlalchemy import text

READINGS = text("SELECT celsius FROM readings WHERE sensor = :sensor")


def readings(engine, sensor):
    with engine.connect() as connection:
        return connection.scalars(READINGS, {"sensor": sensor}).all()


def peak(engine, sensor):
    return max(readings(engine, sensor), default=None)
