"""Count a museum's visitors, with deadlines that the server keeps."""

from sqlalchemy import create_engine, text

DEADLINES = {
    "statement_timeout": "100ms",
    "lock_timeout": "50ms",
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "60s",
    "tcp_keepalives_interval": "10s",
    "tcp_keepalives_count": "3",
}
OPTIONS = " ".join(
    f"-c {name}={time}" for name, time in DEADLINES.items()
)


def engine_for(url):
    return create_engine(
        url,
        pool_size=3,
        max_overflow=0,
        connect_args={
            "options": OPTIONS,
            "keepalives_idle": 60,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 90_000,
        },
    )


def count(engine, question):
    with engine.connect() as connection:
        return connection.scalar(text(question))
