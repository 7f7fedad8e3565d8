"""Addresses below the API at which there is nothing."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request

from predictions.api.http.views import ApiView


class Nowhere(ApiView):
    """Answers every method with a problem instead of a page."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404
