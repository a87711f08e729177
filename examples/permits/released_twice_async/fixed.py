"""Translate a text, four texts at a time."""


async def translate(slots, ask, text):
    async with slots:
        if not text:
            return ""
        return await ask(text)
