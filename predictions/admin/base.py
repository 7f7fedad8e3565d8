"""What every admin class here has in common: operations write, and nothing is deleted."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from unfold.admin import ModelAdmin

from predictions.accounts.models import User
from predictions.admin.history import table_of
from predictions.errors import DomainError


class OperationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that is valid when its operation has accepted what it says.

    The admin validates and saves inside one transaction, so the operation can run as the last
    step of validation, and what it refuses stands beside the field that it names.
    """

    actor: User

    def operate(self, **by: Any) -> Model:
        """Call the operation with `now` and `actor`, and return what it wrote."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self.instance = self.operate(now=timezone.now(), actor=self.actor)
            except DomainError as error:
                field = error.field if error.field in self.fields else None
                self.add_error(field, " ".join(filter(None, (error.reason, error.remedy))))
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The operation has validated and written; there is no instance left to fill."""

    def save(self, commit: bool = True) -> Any:
        return self.instance

    def save_m2m(self) -> None:
        """The operation has written related rows, too."""


class OperationAdmin(ModelAdmin):  # type: ignore[misc]
    """Reads freely and writes through the operations behind `adds` and `changes`.

    Without such a form a model is read-only here. Nothing is ever deleted. Below each object
    stands its history, from the ledger.
    """

    adds: ClassVar[type[OperationForm] | None] = None
    changes: ClassVar[type[OperationForm] | None] = None
    show_full_result_count = False
    list_per_page = 50
    compressed_fields = True
    change_form_outer_after_template = "predictions/admin/history.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.adds is not None and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changes is not None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> Any:
        row = kwargs.get("obj")
        context["history"] = table_of(row) if row is not None else None
        return super().render_change_form(request, context, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        form = self._form(obj)
        if form and not self.fields and (obj is None or self.has_change_permission(request, obj)):
            return form.Meta.fields  # type: ignore[attr-defined]
        return super().get_fields(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        base = self._form(obj)
        if base:
            kwargs["form"] = type(base.__name__, (base,), {"actor": request.user})
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's operation has written already."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The ledger keeps the acts."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The ledger keeps the acts."""

    def _form(self, obj: Any) -> type[OperationForm] | None:
        return self.adds if obj is None else self.changes


class AskingAdmin(OperationAdmin):
    """Rows that nobody edits, with acts that ask first: a GET changes nothing."""

    def has_write_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return bool(request.user.has_perm(f"predictions.change_{self.opts.model_name}"))

    def ask(self, request: HttpRequest, title: str, row: Model) -> HttpResponse:
        """The page that asks before an act; its button posts to the same address."""
        context = {**self.admin_site.each_context(request), "title": title, "row": row}
        return render(request, "predictions/admin/ask.html", context)
