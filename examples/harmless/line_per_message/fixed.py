"""Send what a sensor measures to a collector."""


class Sensor:
    def __init__(self, connect):
        self._line = connect()

    def send(self, value):
        self._line.sendall(value)

    def close(self):
        self._line.close()
