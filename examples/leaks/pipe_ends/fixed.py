"""Read what a program prints through a pipe."""

import os
from subprocess import Popen


def output(command):
    reader, writer = os.pipe()
    with open(reader) as text:
        with open(writer, "w") as line:
            program = Popen(command, stdout=line)
        with program, text:
            return text.read()
