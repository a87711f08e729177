"""Take a seat: its card must not be there yet."""

import os
from tempfile import NamedTemporaryFile


def take(seat, guest):
    with NamedTemporaryFile(dir=".") as card:
        card.write(guest.encode())
        card.flush()
        os.link(card.name, f"{seat}.txt")
