"""Public pages for search engines: schema.org's ClaimReview, as JSON-LD."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from predictions.articles.models import Forecaster
from predictions.dashboard.marked.states import State
from predictions.publishing.excerpts import Excerpt
from predictions.publishing.models import Publication

# The scale on which "came true" is the best rating and "did not" the worst.
BEST, WORST = 5, 1
# Whatever could end the element that holds the JSON in a page.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def claim_reviews(
    publication: Publication, excerpts: Iterable[Excerpt], *, url: str
) -> list[dict[str, Any]]:
    """One review for each forecast that plainly came true or did not."""
    return [_review(publication, one, url) for one in excerpts if one.is_decided]


def _review(publication: Publication, excerpt: Excerpt, url: str) -> dict[str, Any]:
    article, forecaster = excerpt.article, excerpt.forecast.forecaster
    came_true = excerpt.state == State.CAME_TRUE
    is_person = forecaster.kind == Forecaster.Kind.PERSON
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": {
            "@type": "Person" if is_person else "Organization",
            "name": forecaster.name,
        },
        "datePublished": article.published_on.isoformat(),
        "name": excerpt.quote,
    }
    if article.url:
        claim["appearance"] = {"@type": "CreativeWork", "url": article.url, "name": article.title}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{url}#f-{excerpt.forecast.public_id}",
        "datePublished": publication.changed_at.date().isoformat(),
        "author": {"@type": "Organization", "name": publication.project.name},
        "claimReviewed": excerpt.quote,
        "itemReviewed": claim,
        "reviewBody": excerpt.outcome,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": BEST if came_true else WORST,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": gettext("Came true") if came_true else gettext("Did not come true"),
        },
    }
