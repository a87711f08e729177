"""Mail the total of a large sheet to whoever asked for it."""


class Sheet:
    def __init__(self, text):
        self.text = text
        self.amounts = [int(line) for line in text.splitlines()]


def report(text, mail):
    total = _total(Sheet(text))
    mail(f"total: {total}")
    return total


def _total(sheet):
    return sum(sheet.amounts)
