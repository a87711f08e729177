"""Find the mean of the amounts in an uploaded sheet, one a line."""

from statistics import fmean


def mean(path):
    with open(path, encoding="utf-8") as sheet:
        amounts = [float(line) for line in sheet]
        if not amounts:
            return None
    return fmean(amounts)
