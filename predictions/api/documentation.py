"""The API's description for programs, and for people to try out; served from here, script included."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Schema(SpectacularAPIView):
    """The OpenAPI document."""

    authentication_classes = ()
    permission_classes = ()


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI. Its script comes as a second answer of this address, as the policy wants it."""

    authentication_classes = ()
    permission_classes = ()
    url_name = "api-schema"
