"""Write a receipt for each sale, one file for each till."""


def sell(till, amount):
    with till.open("a") as roll:
        roll.write(f"{amount}\n")


def receipts(till):
    return till.read_text().splitlines()
