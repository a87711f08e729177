"""Find the mean of the amounts in an uploaded sheet, one a line."""

from statistics import fmean


def mean(path):
    sheet = open(path, encoding="utf-8")
    amounts = [float(line) for line in sheet]
    if not amounts:
        return None
    sheet.close()  # an empty or a malformed sheet never gets here
    return fmean(amounts)
