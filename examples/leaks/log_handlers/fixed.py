"""Note each order in the journal of its branch."""

import logging

journal = logging.getLogger("journal")


class _Branches(logging.Handler):
    def emit(self, record):
        with open(record.path, "a") as lines:
            lines.write(self.format(record) + "\n")


journal.addHandler(_Branches())


def note(order, path):
    journal.warning(order, extra={"path": path})


def noted(path):
    return path.read_text().splitlines()
