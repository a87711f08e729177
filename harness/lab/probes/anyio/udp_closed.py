"""`await udp.aclose()` is over: can the next line bind a socket to the same port?"""

import errno
import json
import socket

import anyio
from anyio.abc import UDPSocket


async def main():
    first = socket.socket(type=socket.SOCK_DGRAM)
    first.bind(("127.0.0.1", 0))
    first.setblocking(False)
    address = first.getsockname()
    udp = await UDPSocket.from_socket(first)
    del first
    await udp.aclose()
    with socket.socket(type=socket.SOCK_DGRAM) as second:
        try:
            second.bind(address)
        except OSError as error:
            return f"no: {errno.errorcode[error.errno]}"
    return "yes"


print(json.dumps({"answer": anyio.run(main)}))
