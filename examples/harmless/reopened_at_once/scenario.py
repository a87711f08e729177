"""One customer a day, and the shop hangs up first."""

from socket import create_connection, create_server

from harness import Promise, Scenario, gauges


def address(app, bench):
    with create_server(("127.0.98.1", 0)) as free:
        found = free.getsockname()
    yield found


def day(counter):
    with create_connection(counter.getsockname()):
        counter.accept()[0].close()


scenario = Scenario(
    good=lambda app, address: app.open_shop(address, day),
    bad=lambda app, address: app.open_shop(address, day),
    pattern="b",
    setup=address,
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "OSError"),
    fixed=Promise("drains"),
)
