"""Convert a picture with a program, within a given time."""

from subprocess import PIPE, Popen


def convert(command, seconds):
    program = Popen(command, stdout=PIPE)
    # A time-out ends the waiting, not the program.
    picture, _ = program.communicate(timeout=seconds)
    return picture
