"""The widget for a day."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A date field of the browser, which takes days in one form, whatever the language of the page."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)
