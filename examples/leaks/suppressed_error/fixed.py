"""Write a line to a customer display that may be switched off."""

from contextlib import suppress


def show(display, text):
    with suppress(OSError), open(display, "wb", buffering=0) as line:
        line.write(text.encode())
