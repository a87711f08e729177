"""Open a shop for a day, while another process writes the bills."""

from multiprocessing import get_context
from socket import create_server

fork = get_context("fork")


def open_shop(address, day, write):
    clerk = fork.Process(target=write)
    clerk.start()
    try:
        with create_server(address) as counter:
            day(counter)
    except BaseException:
        clerk.kill()
        clerk.join()
        clerk.close()
        raise
    return clerk
