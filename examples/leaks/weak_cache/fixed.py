"""Keep pictures that are on some page, and draw each only once."""

from weakref import WeakValueDictionary

pictures = WeakValueDictionary()


class Picture:
    def __init__(self, name):
        self.name = name


def picture(name):
    found = pictures.get(name)
    if found is None:
        found = pictures[name] = Picture(name)
    return found


def show(names):
    return [picture(name).name for name in names]
