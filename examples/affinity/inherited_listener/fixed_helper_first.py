"""Serve visitors, with a helper process that writes the statistics."""

import multiprocessing
import socket

fork = multiprocessing.get_context("fork")


class Server:
    def __init__(self, address, write):
        self.helper = fork.Process(target=self._help, args=(write,))
        self.helper.start()
        try:
            self.listener = socket.create_server(address)
        except BaseException:
            self.helper.kill()
            self.helper.join()
            self.helper.close()
            raise

    def _help(self, write):
        write()

    def close(self):
        self.listener.close()
