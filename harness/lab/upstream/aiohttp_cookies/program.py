"""The cookies for each request of a client."""

from aiohttp import CookieJar
from yarl import URL


async def make_jar():
    """A jar with one cookie for the site."""
    jar = CookieJar()
    jar.update_cookies({"a": "1"}, URL("http://example.com/"))
    return jar


async def cookies(jar, path):
    """What the client sends with a request for this path."""
    return jar.filter_cookies(URL("http://example.com") / path)
