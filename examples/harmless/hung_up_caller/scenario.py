"""Every second caller is a health check: it connects, and hangs up without a word."""

from socket import create_connection, create_server

from harness import Promise, Scenario, gauges


def office(app, bench):
    with create_server(("127.0.0.1", 0)) as listener:
        yield listener


def asks(app, listener):
    with create_connection(listener.getsockname()) as caller:
        caller.sendall(b"When do you open?")
        app.take(listener, bytes.upper)
        caller.recv(100)


def hangs_up(app, listener):
    create_connection(listener.getsockname()).close()
    app.take(listener, bytes.upper)


scenario = Scenario(
    good=asks,
    bad=hangs_up,
    setup=office,
    gauge=gauges.descriptors(),
    holder="the list of lines",
    release_holder=lambda app, listener: app.lines.clear(),
    buggy=Promise("held by a reference", 1),
    fixed=Promise("drains"),
    invariant=lambda app, listener: not app.lines,
)
