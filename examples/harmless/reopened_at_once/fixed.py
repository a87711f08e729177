"""Open a shop for a day."""

import socket


def open_shop(address, day):
    with socket.create_server(address) as counter:
        day(counter)
