"""How figures are said: percent, points, ranges, and of how many forecasts in how many events."""

from django.utils.translation import gettext, ngettext

from predictions.statistics import Interval


def signed(points: float) -> str:
    """Whole points with their sign, and a real minus; nothing is neither."""
    text = f"{points:+.0f}".replace("-", "−")
    return "0" if text in ("+0", "−0") else text


def percent(share: float) -> str:
    """A share in whole percent; the space does not break."""
    return f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def n_in(n: int, events: int) -> str:
    """“n = 44 in 12 events”."""
    words = ngettext("n = %(n)s in %(events)s event", "n = %(n)s in %(events)s events", events)
    return words % {"n": n, "events": events}


def span(interval: Interval | None) -> str:
    """“+9 to +38”, or that there is no interval."""
    if interval is None:
        return gettext("no interval")
    return gettext("%(low)s to %(high)s") % {
        "low": signed(interval.low),
        "high": signed(interval.high),
    }


def listed(parts: list[str]) -> str:
    """“one, two and three”."""
    if len(parts) < 2:
        return "".join(parts)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]
