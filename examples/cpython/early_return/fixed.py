"""Find the first line of a journal that mentions a customer."""


def mention(path, customer):
    with open(path) as journal:
        for line in journal:
            if customer in line:
                return line
    return ""
