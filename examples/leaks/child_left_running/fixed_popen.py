"""Convert a picture with a program, within a given time."""

from subprocess import PIPE, Popen


def convert(command, seconds):
    with Popen(command, stdout=PIPE) as program:
        try:
            return program.communicate(timeout=seconds)[0]
        finally:
            program.kill()
