"""Count the visitors of a museum by the door they came through."""

from sqlalchemy import create_engine, text

COUNT = text("SELECT count(*) FROM visitor WHERE door = :door")


class Museum:
    def __init__(self, url):
        self.url = url

    def visitors(self, door):
        engine = create_engine(self.url)  # keeps a connection open
        with engine.connect() as conn:
            return conn.scalar(COUNT, {"door": door})
