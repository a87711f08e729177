"""Serve visitors, with a helper process that writes the statistics."""

import multiprocessing
import socket

fork = multiprocessing.get_context("fork")


class Server:
    def __init__(self, address, write):
        self.listener = socket.create_server(address)
        self.helper = fork.Process(target=self._help, args=(write,))
        try:
            self.helper.start()
        except BaseException:
            self.listener.close()
            raise

    def _help(self, write):
        self.listener.close()
        write()

    def close(self):
        self.listener.close()
