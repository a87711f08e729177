"""Read the label of a parcel from the folder of its sender."""

import os


def label(folder, name):
    sender = os.open(folder, os.O_RDONLY)

    def inside(path, flags):
        return os.open(path, flags, dir_fd=sender)

    try:
        with open(name, opener=inside) as text:
            return text.readline()
    except FileNotFoundError:
        return "no label"
    finally:
        os.close(sender)
