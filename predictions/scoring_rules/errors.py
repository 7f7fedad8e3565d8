"""What this package raises."""


class PredictionError(ValueError):
    """A prediction, outcome, reference or space of answers that cannot be accepted.

    `field` is the path of what is wrong ("prediction.knots[1]"), `reason` says what is wrong
    with it, `remedy` what to do. The text of the error is one sentence made of the three.
    """

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        """Keep the three parts."""
        super().__init__(field, reason, remedy)
        self.field = field
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.field}: {self.reason}; {self.remedy}."
