"""Read what a program prints through a pipe."""

from subprocess import PIPE, run


def output(command):
    return run(command, stdout=PIPE, text=True).stdout
