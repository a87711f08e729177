"""Note each order in the journal of its branch."""

import logging

journal = logging.getLogger("journal")


def note(order, path):
    handler = logging.FileHandler(path)
    journal.addHandler(handler)  # stays, and so does its file
    journal.warning(order)


def noted(path):
    return path.read_text().splitlines()
