"""Read what a program prints through a pipe."""

import os
from subprocess import Popen


def output(command):
    reader, writer = os.pipe()
    program = Popen(command, stdout=writer)  # not found: both ends stay
    os.close(writer)
    with open(reader) as text, program:
        return text.read()
