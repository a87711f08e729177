"""Note each order in the journal of its branch."""

import logging

journal = logging.getLogger("journal")


def note(order, path):
    handler = logging.FileHandler(path)
    journal.addHandler(handler)
    try:
        journal.warning(order)
    finally:
        journal.removeHandler(handler)
        handler.close()


def noted(path):
    return path.read_text().splitlines()
