"""Write a receipt for each sale, one file for each till."""

tills = {}


def sell(till, amount):
    if till not in tills:
        tills[till] = till.open("a")  # open, unwritten, for ever
    tills[till].write(f"{amount}\n")


def receipts(till):
    return till.read_text().splitlines()
