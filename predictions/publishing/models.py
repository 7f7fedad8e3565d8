"""What outsiders may see."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.mail.models import Message
from predictions.questions.models import Event

# What can be published, each by a column of its own.
TARGETS = ("forecaster", "outlet", "article", "event")


def _only(target: str) -> Q:
    """That of the things that can be published, this one is meant."""
    return Q(**{f"{field}__isnull": field != target for field in TARGETS})


class Publication(models.Model):
    """The public page of one forecaster, outlet, article or event, at an address that stays."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="publications"
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    forecaster = models.OneToOneField(
        Forecaster,
        verbose_name=_("forecaster"),
        on_delete=models.PROTECT,
        related_name="publication",
        null=True,
    )
    outlet = models.OneToOneField(
        Outlet,
        verbose_name=_("outlet"),
        on_delete=models.PROTECT,
        related_name="publication",
        null=True,
    )
    article = models.OneToOneField(
        Article,
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        related_name="publication",
        null=True,
    )
    event = models.OneToOneField(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="publication",
        null=True,
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("A correction or a reply, shown above everything else.")
    )
    is_public = models.BooleanField(_("public"), default=True)
    published_at = models.DateTimeField(_("published"))
    changed_at = models.DateTimeField(_("changed"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        related_name="publications",
        null=True,
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(_only, TARGETS)),
                name="publication_is_about_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> Forecaster | Outlet | Article | Event:
        """What the page is about."""
        target = self.forecaster or self.outlet or self.article or self.event
        if target is None:
            raise ValueError("A publication is about something.")
        return target


class Bulletin(models.Model):
    """The week's figures for one editor, handed to the outbox as one message."""

    ledgered: ClassVar = False

    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.PROTECT,
        related_name="bulletins",
    )
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    message = models.OneToOneField(
        Message, verbose_name=_("message"), on_delete=models.PROTECT, related_name="bulletin"
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        constraints = [
            models.UniqueConstraint(
                fields=["editor", "week"], name="one_bulletin_per_editor_and_week"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor}, {self.week}"
