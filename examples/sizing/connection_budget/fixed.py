"""Add up the connections that a deployment may open, at most."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Service:
    pods: int
    workers: int
    engines: int = 1
    pool_size: int = 5
    max_overflow: int = 10

    def per_worker(self):
        return self.engines * (self.pool_size + self.max_overflow)

    def connections(self):
        return self.pods * self.workers * self.per_worker()


def left_over(max_connections, services, reserved=3, admin=5):
    wanted = sum(service.connections() for service in services)
    return max_connections - reserved - admin - wanted


def in_use(requests_per_second, seconds_held):
    return requests_per_second * seconds_held
