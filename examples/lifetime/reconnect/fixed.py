"""Write lines to an audit log, and reconnect when the link breaks."""

from sqlalchemy import create_engine, text

LINE = text("INSERT INTO audit VALUES (:line)")


class Audit:
    def __init__(self, url):
        self.engine = create_engine(
            url, pool_size=1, pool_pre_ping=True
        )

    def reconnect(self):
        self.engine.dispose()

    def write(self, line):
        with self.engine.begin() as connection:
            connection.execute(LINE, {"line": line})
