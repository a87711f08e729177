"""A client asks for six new paths each time: how many keys does its cookie jar have after each?"""

import asyncio
import json

from aiohttp import CookieJar
from yarl import URL


async def main():
    jar, keys = CookieJar(), []
    jar.update_cookies({"a": "1"}, URL("http://example.com/"))
    for turn in range(4):
        for path in range(6):
            jar.filter_cookies(URL(f"http://example.com/{turn}/{path}"))
        keys.append(len(jar._cookies))
    return keys


print(json.dumps({"answer": ", ".join(map(str, asyncio.run(main())))}))
