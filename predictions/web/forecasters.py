"""Forecasters and outlets: lists and track records."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from predictions.accounts.models import Project
from predictions.articles.models import Forecaster, Outlet
from predictions.dashboard import listings
from predictions.dashboard.records import forecaster_record, outlet_record
from predictions.merging import effective
from predictions.web.csv_files import csv_answer
from predictions.web.pages import Page


class ForecastersView(Page):
    """Everybody of whom a forecast is recorded, by name."""

    section = "forecasters"
    tells = True

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        after = request.GET.get("after", "").replace("\0", "")
        context = {
            "project": project,
            "listing": listings.forecasters(project, after=after),
            "is_first": not after,
        }
        return render(request, "predictions/web/forecasters.html", context)


class ForecasterPage(Page):
    """What the pages about one forecaster have in common."""

    section = "forecasters"
    tells = True

    def find(self, public_id: str) -> Forecaster:
        """The forecaster, for those who may read the project."""
        forecasters = Forecaster.objects.select_related("project", "merged_into")
        forecaster = get_object_or_404(forecasters, public_id=public_id)
        self.enter(forecaster.project)
        return forecaster


class ForecasterView(ForecasterPage):
    """The track record of one forecaster; one that was merged leads to the other."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        forecaster = self.find(public_id)
        counted = effective(forecaster)
        if counted != forecaster:
            return redirect("forecaster", counted.public_id)
        context = {
            "forecaster": forecaster,
            "record": SimpleLazyObject(lambda: forecaster_record(forecaster, now=timezone.now())),
            "may_object": self.may(forecaster.project, "objections.file"),
            "may_publish": self.may(forecaster.project, "publications.publish"),
        }
        return render(request, "predictions/web/forecaster.html", context)


class ForecasterDataView(ForecasterPage):
    """One table of a forecaster's page as CSV."""

    def get(self, request: HttpRequest, public_id: str, card: str) -> HttpResponse:
        record = forecaster_record(self.find(public_id), now=timezone.now())
        if card == "track" and record.track is None:
            raise Http404
        tables = {
            "skill": record.skill.table,
            "words": record.words.table,
            "calibration": record.calibration.table,
            "track": record.track.table if record.track else [],
        }
        return csv_answer(tables[card], name=f"{card}-{public_id}")


class OutletPage(Page):
    """What the pages about one outlet have in common."""

    section = "forecasters"
    tells = True

    def find(self, public_id: str) -> Outlet:
        """The outlet, for those who may read the project."""
        outlet = get_object_or_404(Outlet.objects.select_related("project"), public_id=public_id)
        self.enter(outlet.project)
        return outlet


class OutletView(OutletPage):
    """The track record of everybody who published in one outlet."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        outlet = self.find(public_id)
        context = {
            "outlet": outlet,
            "record": SimpleLazyObject(lambda: outlet_record(outlet, now=timezone.now())),
            "may_publish": self.may(outlet.project, "publications.publish"),
        }
        return render(request, "predictions/web/outlet.html", context)


class OutletDataView(OutletPage):
    """One table of an outlet's page as CSV."""

    def get(self, request: HttpRequest, public_id: str, card: str) -> HttpResponse:
        record = outlet_record(self.find(public_id), now=timezone.now())
        tables = {
            "types": [one.row for one in record.by_type],
            "skill": record.skill.table,
            "words": record.words.table,
            "calibration": record.calibration.table,
        }
        return csv_answer(tables[card], name=f"{card}-{public_id}")
