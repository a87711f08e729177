"""Count the visitors of a museum by the door they came through."""

from sqlalchemy import create_engine, text

COUNT = text("SELECT count(*) FROM visitor WHERE door = :door")


class Museum:
    def __init__(self, url):
        self.engine = create_engine(url)

    def visitors(self, door):
        with self.engine.connect() as conn:
            return conn.scalar(COUNT, {"door": door})
