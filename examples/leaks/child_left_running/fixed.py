"""Convert a picture with a program, within a given time."""

from subprocess import PIPE, run


def convert(command, seconds):
    return run(command, stdout=PIPE, timeout=seconds).stdout
