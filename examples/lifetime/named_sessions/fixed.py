"""Connect under a name that the server shows beside each session."""

from pathlib import Path

from sqlalchemy import create_engine, text

SESSIONS = Path(__file__).with_name("by_application.sql")


def engine_for(url, name, **limits):
    named = {"application_name": name}
    return create_engine(url, connect_args=named, **limits)


def sessions(monitor):
    with monitor.connect() as connection:
        return connection.execute(text(SESSIONS.read_text())).all()
