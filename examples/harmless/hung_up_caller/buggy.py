"""Answer one question of each caller."""

lines = []


def take(listener, reply):
    line, _ = listener.accept()
    lines.append(line)
    question = line.recv(100)
    if not question:
        return  # the caller has hung up, and this end stays open
    line.sendall(reply(question))
    lines.remove(line)
    line.close()
