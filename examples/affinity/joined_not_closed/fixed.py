"""Print tickets, each in a process of its own."""

import multiprocessing

fork = multiprocessing.get_context("fork")


class Printer:
    def __init__(self):
        self.jobs = []

    def start(self, job):
        process = fork.Process(target=job)
        process.start()
        self.jobs.append(process)

    def finish(self):
        codes = []
        while self.jobs:
            self.jobs[-1].join()
            process = self.jobs.pop()
            codes.append(process.exitcode)
            process.close()
        if any(codes):
            raise ChildProcessError("a ticket was not printed")
