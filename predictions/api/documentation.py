"""The API's description for programs, and for people to try out; served from here, script included."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


@cache
def described() -> Any:
    """The OpenAPI document."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


class Remembered(SchemaGenerator):
    """The description, made once in each process: it is the same for everybody."""

    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        return described()


class Schema(SpectacularAPIView):
    """The OpenAPI document."""

    authentication_classes = ()
    permission_classes = ()
    generator_class = Remembered


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI. Its script comes as a second answer of this address, as the policy wants it."""

    authentication_classes = ()
    permission_classes = ()
    url_name = "api-schema"
