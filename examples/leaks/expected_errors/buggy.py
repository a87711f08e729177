"""Read the label of a parcel from the folder of its sender."""

import os


def label(folder, name):
    sender = os.open(folder, os.O_RDONLY)
    try:
        file = os.open(name, os.O_RDONLY, dir_fd=sender)
    except FileNotFoundError:
        os.close(sender)
        return "no label"
    with open(file) as text:
        first = text.readline()  # an error nobody expected loses it
    os.close(sender)
    return first
