"""Tell how large a supplier's catalogue is."""

from urllib.request import urlopen


def size(url):
    with urlopen(url) as catalogue:
        return catalogue.length
