"""The script that enlivens charts: Vega, Vega-Lite and Vega-Embed in one module, out of a Python wheel."""

from functools import cache
from importlib.metadata import version

import vl_convert
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page

# Its address changes with its version, so a browser asks for it once.
ADDRESS = f"vega-{version('vl-convert-python')}.js"
YEAR = 365 * 24 * 3600


@method_decorator(
    [gzip_page, cache_control(public=True, max_age=YEAR, immutable=True)], name="dispatch"
)
class VegaView(View):
    """The bundle; pages ask for it only when somebody points at a chart (900 KB, 300 KB sent)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(_bundle(), content_type="text/javascript")


@cache
def _bundle() -> str:
    """The module, made in about a second, once a process."""
    return str(vl_convert.javascript_bundle("export { vegaEmbed };"))
