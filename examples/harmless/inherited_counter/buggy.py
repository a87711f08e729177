"""Open a shop for a day, while another process writes the bills."""

from multiprocessing import get_context
from socket import create_server

fork = get_context("fork")


def open_shop(address, day, write):
    with create_server(address) as counter:
        clerk = fork.Process(target=write)
        clerk.start()  # this process has the counter open, too
        day(counter)
    return clerk
