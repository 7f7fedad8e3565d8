"""Pages for acts on one object: a form that asks for what the operation needs, and calls it."""

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from unfold.decorators import action
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from predictions.accounts.permissions import require
from predictions.admin.base import OperationAdmin
from predictions.errors import DomainError

if TYPE_CHECKING:
    from predictions.accounts.models import User

WIDGETS: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.TextInput: UnfoldAdminTextInputWidget,
    forms.Textarea: UnfoldAdminTextareaWidget,
    forms.DateInput: UnfoldAdminDateWidget,
    forms.CheckboxInput: UnfoldBooleanWidget,
}


class ActForm(forms.Form):
    """What an act on one object needs to be told.

    `operation` is its name in the table of permissions, `project` the path from the object to its
    project. A subclass names them, and calls the operation in `operate`.
    """

    title: ClassVar[Any]
    operation: ClassVar[str]
    project: ClassVar[str] = "project"

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.widget = UnfoldAdminSelectWidget(choices=field.choices)
            elif dressed := WIDGETS.get(type(field.widget)):
                field.widget = dressed()

    def prepare(self) -> None:
        """Fit the fields to the object."""

    def operate(self, **by: Any) -> Any:
        """Call the operation with `now` and `actor`."""
        raise NotImplementedError

    @property
    def notes(self) -> list[str]:
        """What has to be read before the form is filled in."""
        return []

    def done_by(self, actor: "User") -> bool:
        """Call the operation; what it refuses stands beside the field that it names."""
        try:
            require(actor, attrgetter(self.project)(self.on), self.operation)
            with transaction.atomic():
                self.operate(now=timezone.now(), actor=actor)
        except DomainError as error:
            field = error.field if error.field in self.fields else None
            self.add_error(field, str(error) if field is None else f"{error.reason} {error.remedy}")
        return not self.errors


def act(form: type[ActForm], name: str) -> Callable[..., HttpResponse]:
    """The page of an act; its class lists it under `actions_detail` by this name."""

    def page(self: "ActingAdmin", request: HttpRequest, object_id: int) -> HttpResponse:
        return self.perform(request, form, object_id)

    page.__name__ = name
    return cast(
        "Callable[..., HttpResponse]",
        action(description=form.title, url_path=name, permissions=["act"])(page),
    )


class ActingAdmin(OperationAdmin):
    """Rows on which acts are done, each by a page of its own: a GET changes nothing."""

    def has_act_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return bool(request.user.has_perm(f"predictions.change_{self.opts.model_name}"))

    def perform(
        self, request: HttpRequest, form_class: type[ActForm], object_id: int
    ) -> HttpResponse:
        """Show the form of an act, or do what it says and return to the object."""
        on: Model = get_object_or_404(self.model, pk=object_id)
        form = form_class(request.POST or None, on=on)
        if form.is_valid() and form.done_by(cast("User", request.user)):
            messages.success(request, f"{form.title}: {on}")
            return redirect(
                reverse(f"admin:predictions_{self.opts.model_name}_change", args=[on.pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": form.title,
            "row": on,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "predictions/admin/act.html", context, status=status)
