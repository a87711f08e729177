"""Find the first line with a word in a long log on another machine."""


def first_line(session, url, word):
    with session.get(url, stream=True, timeout=5) as response:
        response.encoding = response.encoding or "utf-8"
        for line in response.iter_lines(decode_unicode=True):
            if word in line:
                return line
    return None
