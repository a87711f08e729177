"""Add up the order files of a day and remember those rejected."""

rejected = []


def total(path):
    try:
        orders = path.open()
        amount = sum(int(line) for line in orders)
        orders.close()
    except ValueError as error:
        rejected.append(error)  # its traceback keeps the file open
        return 0
    return amount
