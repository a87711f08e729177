"""The bank is asked, a worker asks on the side, and the bank is asked again."""

import multiprocessing
import socketserver
import ssl
from contextlib import suppress
from types import SimpleNamespace

from harness import Promise, Scenario, gauges


def tls(side):
    made = ssl.SSLContext(side)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers("AECDH-AES256-SHA:@SECLEVEL=0")  # no certificate
    return made


class Bank(socketserver.BaseRequestHandler):
    def handle(self):
        there = tls(ssl.PROTOCOL_TLS_SERVER)
        with (
            suppress(OSError),
            there.wrap_socket(self.request, server_side=True) as line,
        ):
            while question := line.recv(100):
                line.sendall(question)


def bank(app, bench):
    here = ("127.0.0.1", 0)
    with socketserver.ThreadingTCPServer(here, Bank) as server:
        serving = multiprocessing.get_context("fork").Process(
            target=server.serve_forever
        )
        serving.start()
        dial = tls(ssl.PROTOCOL_TLS_CLIENT)
        world = SimpleNamespace(address=server.server_address, tls=dial)
        world.line = app.Line(world.address, dial)
        yield world
    world.line.close()
    serving.kill()
    serving.join()
    serving.close()


def meanwhile(app, world):
    world.line.close()
    world.line = app.Line(world.address, world.tls)
    world.line.ask("Ada")
    world.line.ask_in_worker("Ben")


scenario = Scenario(
    good=lambda app, world: world.line.ask("Ada"),
    bad=meanwhile,
    setup=bank,
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "SSLError"),
    fixed=Promise("drains"),
)
