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
        while self.jobs:
            process = self.jobs.pop()
            process.join()
            process.close()
