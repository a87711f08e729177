"""Ask a bank over an encrypted line, here or in a worker process."""

import multiprocessing
import socket

fork = multiprocessing.get_context("fork")


class Line:
    def __init__(self, address, tls):
        self.address, self.tls = address, tls
        plain = socket.create_connection(address)
        try:
            self.line = tls.wrap_socket(plain)
        except BaseException:
            plain.close()
            raise

    def ask(self, question):
        self.line.sendall(question.encode())
        return self.line.recv(100).decode()

    def ask_in_worker(self, question):
        worker = fork.Process(target=self._work, args=(question,))
        worker.start()
        worker.join()
        code = worker.exitcode
        worker.close()
        if code:
            raise ChildProcessError(f"the worker ended with {code}")

    def _work(self, question):
        line = Line(self.address, self.tls)
        line.ask(question)
        line.close()

    def close(self):
        self.line.close()
