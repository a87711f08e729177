"""Locks are taken in the order of the accounts' numbers."""

import threading

from harness import Promise, Scenario, gauges


class Account:
    def __init__(self, number):
        self.number, self.lock, self.sum = number, threading.Lock(), 0


left, right = Account(1), Account(2)


def transfer(source, target, amount):
    first, second = source, target
    if first.number > second.number:
        first, second = second, first
    with first.lock:
        book(source, -amount)
        with second.lock:
            book(target, amount)


def book(account, amount):
    if not amount:
        amount = 1 // amount
    account.sum += amount


scenario = Scenario(
    good=lambda app, bench: app.transfer(app.left, app.right, 1),
    bad=lambda app, bench: app.transfer(app.left, app.right, 0),
    gauge=gauges.locks(lambda app, bench: app.left.lock),
    capacity=1,
    fixed=Promise("drains"),
)
