"""Find the first line with a word in a long log on another machine."""


def first_line(session, url, word):
    response = session.get(url, stream=True, timeout=5)
    response.encoding = response.encoding or "utf-8"
    for line in response.iter_lines(decode_unicode=True):
        if word in line:
            return line  # the rest stays unread, the connection taken
    return None
