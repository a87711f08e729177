"""Find the mean of the amounts in an uploaded sheet, one a line."""

from statistics import fmean


def mean(path):
    sheet = open(path, encoding="utf-8")
    try:
        amounts = [float(line) for line in sheet]
        if not amounts:
            return None
    finally:
        sheet.close()
    return fmean(amounts)
