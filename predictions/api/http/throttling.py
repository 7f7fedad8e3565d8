"""How often a key may ask. The count is kept where all workers see it, and added to atomically."""

import logging
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from predictions.accounts.models import ApiKey

MINUTE = 60

logger = logging.getLogger(__name__)


class PerKey(BaseThrottle):
    """So many requests of one key in each minute of the clock."""

    seconds_left = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        key = request.auth
        if not isinstance(key, ApiKey):
            return True
        minute, second = divmod(int(timezone.now().timestamp()), MINUTE)
        self.seconds_left = MINUTE - second
        counter = f"api-key/{key.pk}/{minute}"
        try:
            return _count(counter) <= key.per_minute
        except (RedisError, OSError, ValueError) as error:
            # Without a cache nobody is counted; that is better than that nobody is answered.
            logger.warning("The requests of a key were not counted: %s", error)
            return True

    def wait(self) -> float:
        return self.seconds_left


def _count(counter: str) -> int:
    """One more, and how many that makes."""
    try:
        return int(cache.incr(counter))
    except ValueError:  # the first of its minute, or of two that are first at once
        cache.add(counter, 0, timeout=2 * MINUTE)
        return int(cache.incr(counter))
