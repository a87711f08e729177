"""Take a seat: its card must not be there yet."""

import os


def take(seat, guest):
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    card = os.open(f"{seat}.txt", flags)
    os.write(card, guest.encode())  # an error here keeps it open
    os.close(card)
