"""Read the number of records in a ledger from its header."""

import struct
from pathlib import Path


def records(path):
    with Path(path).open("rb") as ledger:
        (number,) = struct.unpack("<Q", ledger.read(8))
    return number
