"""The first page after signing in, and the choice of light or dark."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from predictions.accounts.operations import UnknownTheme, choose_theme
from predictions.accounts.permissions import projects_of
from predictions.web.pages import Page


class HomeView(Page):
    """Leads everybody to the page that their work begins on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        project = projects_of(self.user).order_by("name").first()
        if project is None:
            if self.user.is_staff:
                return redirect("admin:index")
            return render(request, "predictions/web/no_project.html")
        return redirect("dashboard", project.slug)


class ThemeView(Page):
    """Keeps the choice of light or dark, and goes back to where it was made."""

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            choose_theme(
                now=timezone.now(),
                actor=self.user,
                user=self.user,
                theme=request.POST.get("theme", ""),
            )
        except UnknownTheme as error:
            return HttpResponse(str(error), status=422, content_type="text/plain")
        back = request.POST.get("back", "/")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = "/"
        return HttpResponseRedirect(back)
