"""A redirect is followed with `preload_content=False`: how many slots of three are left?"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from urllib3 import PoolManager


class Server(BaseHTTPRequestHandler):
    """Sends `/old` elsewhere and answers the rest."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer."""
        self.send_response(302 if self.path == "/old" else 200)
        self.send_header("Location", target)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *words):
        """Say nothing."""


def serve():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


first, target = serve(), serve() + "/new"
manager, left = PoolManager(maxsize=3, block=True), []
for _ in range(3):
    response = manager.request("GET", first + "/old", preload_content=False)
    response.read()
    response.release_conn()
    left.append(manager.connection_from_url(first).pool.qsize())
print(json.dumps({"answer": ", ".join(map(str, left))}))
