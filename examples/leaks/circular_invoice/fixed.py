"""Add up an invoice whose items know the invoice they belong to."""


class Invoice:
    def __init__(self, file):
        self.file = file
        self.items = [Item(self, line) for line in self.file]


class Item:
    def __init__(self, invoice, line):
        self.invoice = invoice
        self.line = line


def total(path):
    with path.open() as file:
        return sum(int(item.line) for item in Invoice(file).items)
