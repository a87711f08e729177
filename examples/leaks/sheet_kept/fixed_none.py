"""Mail the total of a large sheet to whoever asked for it."""


class Sheet:
    def __init__(self, text):
        self.text = text
        self.amounts = [int(line) for line in text.splitlines()]


def report(text, mail):
    sheet = Sheet(text)
    total = sum(sheet.amounts)
    sheet = None
    mail(f"total: {total}")
    return total
