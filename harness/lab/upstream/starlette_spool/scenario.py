"""The part behind the file has no name, which the parser refuses."""

from harness import Scenario, gauges

FILE = b'--B\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n' + b"a" * 2**21
NAMELESS = b"\r\n--B\r\nContent-Disposition: form-data\r\n\r\nx"
END = b"\r\n--B--\r\n"
SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "headers": [(b"content-type", b"multipart/form-data; boundary=B")],
}


async def upload(app, body):
    """Send this body in one message."""

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    return await app.files(dict(SCOPE), receive)


scenario = Scenario(
    gauge=gauges.descriptors(lag=0.5),  # a worker thread lets go a little later
    good=lambda app, bench: upload(app, FILE + END),
    bad=lambda app, bench: upload(app, FILE + NAMELESS + END),
)
