"""Redis as a broker of wake-ups: what a worker has taken is never put back.

Kombu would put it back when the connection is lost, into the very broker that is gone, and the
worker would end over it. The rows are the queue: the next tick finds what a lost message meant.
"""

from kombu.transport import redis


class Channel(redis.Channel):
    """Forgets what was not acknowledged."""

    do_restore = False


class Transport(redis.Transport):
    """Redis, with channels that forget."""

    Channel = Channel
