"""Show the newest entry of a diary, and more of it on request."""


def entries(path):
    with path.open() as diary:
        for entry in diary:
            yield entry.strip()


def newest(path):
    rest = iter(list(entries(path)))
    return next(rest), rest
