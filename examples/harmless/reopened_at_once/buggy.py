"""Open a shop for a day."""

import socket


def open_shop(address, day):
    with socket.socket() as counter:
        counter.bind(address)  # refused as long as TIME_WAIT lasts
        counter.listen()
        day(counter)
