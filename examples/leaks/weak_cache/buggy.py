"""Keep pictures that are on some page, and draw each only once."""

pictures = {}


class Picture:
    def __init__(self, name):
        self.name = name


def picture(name):
    if name not in pictures:
        pictures[name] = Picture(name)  # stays when its page is gone
    return pictures[name]


def show(names):
    return [picture(name).name for name in names]
