"""Send what a sensor measures to a collector."""


class Sensor:
    def __init__(self, connect):
        self._connect = connect

    def send(self, value):
        with self._connect() as line:  # its port rests for a minute
            line.sendall(value)

    def close(self):
        pass
