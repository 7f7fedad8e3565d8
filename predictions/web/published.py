"""The public pages: read by anybody, published and withdrawn by editors."""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from predictions.articles.models import Article, Forecaster, Outlet
from predictions.errors import DomainError
from predictions.publishing.claim_review import ESCAPES, claim_reviews
from predictions.publishing.excerpts import excerpts
from predictions.publishing.models import Publication
from predictions.publishing.operations import publish, withdraw
from predictions.publishing.preview import picture
from predictions.publishing.queries import public, publication_of
from predictions.publishing.standing import replies_to, standing
from predictions.questions.models import Event
from predictions.web.pages import Page

# Others may show the page inside theirs; everything else stays as strict as everywhere.
EMBEDDABLE: dict[str, Any] = settings.SECURE_CSP | {"frame-ancestors": ["*"]}


@method_decorator(cache_control(public=True, max_age=60), name="dispatch")
class PublishedView(View):
    """One public page."""

    template = "predictions/web/published.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        publication = get_object_or_404(public(), slug=slug)
        now = timezone.now()
        shown: Any = SimpleLazyObject(lambda: excerpts(publication, now=now))
        url = f"{settings.BASE_URL}{reverse('published', args=[slug])}"
        context = {
            "publication": publication,
            "excerpts": shown,
            "standing": SimpleLazyObject(lambda: standing(shown)),
            "replies": replies_to(publication),
            "url": url,
            "image_url": f"{settings.BASE_URL}{reverse('published_image', args=[slug])}",
            "structured": SimpleLazyObject(
                lambda: _json(claim_reviews(publication, shown, url=url))
            ),
            "now": now,
        }
        return render(request, self.template, context)


@method_decorator([xframe_options_exempt, csp_override(EMBEDDABLE)], name="dispatch")
class EmbeddedView(PublishedView):
    """The same for other people's pages, without frame and navigation."""

    template = "predictions/web/embedded.html"


class PublishedImageView(View):
    """The picture of a public page."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        publication = get_object_or_404(public(), slug=slug)
        shown = excerpts(publication, now=timezone.now())
        png = picture(str(publication), standing(shown), publication.project.name)
        answer = HttpResponse(png, content_type="image/png")
        answer["Cache-Control"] = "public, max-age=3600"
        return answer


class PublishView(Page):
    """Publishing a forecaster, an outlet, an article or an event, and taking the page back."""

    tells = True

    KINDS: ClassVar[dict[str, Any]] = {
        "forecaster": Forecaster,
        "outlet": Outlet,
        "article": Article,
        "event": Event,
    }

    def dispatch(
        self, request: HttpRequest, kind: str, public_id: str, **kwargs: Any
    ) -> HttpResponseBase:
        return super().dispatch(request, kind=kind, public_id=public_id, **kwargs)

    def get(self, request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
        target = self._target(kind, public_id, "publications.publish")
        context = {
            "kind": kind,
            "target": target,
            "publication": publication_of(target),
        }
        return render(request, "predictions/web/publish.html", context)

    def post(self, request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
        now = timezone.now()
        try:
            if "withdraw" in request.POST:
                target = self._target(kind, public_id, "publications.withdraw")
                publication = get_object_or_404(Publication, **{kind: target})
                withdraw(
                    now=now,
                    actor=self.user,
                    publication=publication,
                    reason=request.POST.get("note", ""),
                )
                messages.success(request, gettext("Taken back: nothing is found there any more."))
            else:
                target = self._target(kind, public_id, "publications.publish")
                publish(
                    now=now,
                    actor=self.user,
                    target=target,
                    note=request.POST.get("note", ""),
                )
                messages.success(request, gettext("Published. Anybody can read it now."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("publish", kind, public_id)

    def _target(self, kind: str, public_id: str, operation: str) -> Any:
        target = get_object_or_404(
            self.KINDS[kind].objects.select_related("project"), public_id=public_id
        )
        self.enter(target.project, operation)
        return target


def _json(data: Any) -> str:
    """JSON that can stand inside an element of a page."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308
