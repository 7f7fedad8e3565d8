"""The guarded HTTP fetcher: whatever Foresaid asks of other servers goes through here.

Other people choose the addresses, so nothing of the own network can be reached, nothing is read
without end, and nobody waits for a server that hardly speaks. No Django, no settings: what differs
between installations is handed in.
"""

from predictions.fetching.errors import (
    AddressRefused,
    FetchFailed,
    NotAnAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from predictions.fetching.fetch import Fetched, Limits, fetch
from predictions.fetching.guard import Guard, is_public

__all__ = [
    "AddressRefused",
    "FetchFailed",
    "Fetched",
    "Guard",
    "Limits",
    "NotAnAddress",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "fetch",
    "is_public",
]
