"""What Django needs to know: the app, its admin site, and what it installs after migrations."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PredictionsConfig(AppConfig):
    name = "predictions"
    verbose_name = _("Foresaid")

    def ready(self) -> None:
        from predictions import checks  # noqa: F401  (registers the system checks)

        post_migrate.connect(install, sender=self)
        # Mail providers' events come in as signals of django-anymail; this is their way in.
        from anymail.signals import tracking

        from predictions.web.bounces import handle_event

        tracking.connect(handle_event, dispatch_uid="foresaid.bounces")


class AdminConfig(DjangoAdminConfig):
    default_site = "predictions.admin.site.ForesaidAdminSite"

    def ready(self) -> None:
        super().ready()
        from predictions.admin import registry  # noqa: F401  (registers every model)


def install(**kwargs: Any) -> None:
    """Put back what a migration cannot keep through a flush."""
    from predictions import schedule
    from predictions.columns import guards, searching

    schedule.install()
    guards.install()
    searching.install()
