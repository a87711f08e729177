"""Add up a bill, once for each bill."""

from functools import cached_property


class Bill:
    def __init__(self, prices):
        self.prices = prices

    @cached_property
    def total(self):
        return sum(self.prices)


def to_pay(prices):
    return Bill(prices).total
