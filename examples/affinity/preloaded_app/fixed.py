"""Serve a menu from workers that a server forks when it is loaded."""

import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])


def menu():
    with engine.connect() as connection:
        return connection.scalars(text("SELECT dish FROM menu")).all()


def post_fork(server, worker):
    engine.dispose(close=False)


def worker_exit(server, worker):
    engine.dispose()
