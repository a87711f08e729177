"""Add up an invoice whose items know the invoice they belong to."""

from contextlib import closing


class Invoice:
    def __init__(self, path):
        self.file = path.open()
        self.items = [Item(self, line) for line in self.file]

    def close(self):
        self.file.close()


class Item:
    def __init__(self, invoice, line):
        self.invoice = invoice
        self.line = line


def total(path):
    with closing(Invoice(path)) as invoice:
        return sum(int(item.line) for item in invoice.items)
