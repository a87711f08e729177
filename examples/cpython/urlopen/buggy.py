"""Tell how large a supplier's catalogue is."""

from urllib.request import urlopen


def size(url):
    catalogue = urlopen(url)
    return catalogue.length  # unread and unclosed
