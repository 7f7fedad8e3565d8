"""Refusals explain themselves."""

import pytest

from predictions.errors import DomainError, Refused, Stale, check_all
from predictions.scoring_rules import PredictionError, Space, parse


class NoText(DomainError):
    """The article has no text."""


def test_a_refusal_reads_as_where_what_and_what_to_do():
    error = NoText("The article is empty.", field="text", remedy="Give the text.")
    assert str(error) == "text: The article is empty. Give the text."


def test_a_refusal_without_field_and_remedy_is_its_reason():
    assert str(NoText("The article is empty.")) == "The article is empty."


def test_a_stale_version_says_which_is_there():
    error = Stale(expected=1, found=3)
    assert error.field == "version"
    assert "version 3 is there, you had version 1" in str(error)
    assert "Load it again" in error.remedy


def test_what_the_scoring_rules_refuse_becomes_sentences():
    with pytest.raises(PredictionError) as caught:
        parse({"p": 1.5}, Space(type="binary"))

    refused = NoText.of(caught.value)

    assert isinstance(refused, NoText)
    assert refused.field == caught.value.field
    for sentence in (refused.reason, refused.remedy):
        assert not sentence[0].islower()
        assert sentence.endswith(".")
        assert not sentence.endswith("..")


def test_results_come_in_the_order_of_the_items():
    assert check_all([3, 1, 2], lambda number: number * 10) == [30, 10, 20]


def test_everything_that_is_wrong_is_said_at_once():
    def check(number: int) -> int:
        if number % 2:
            raise NoText("It is odd.", field=f"numbers[{number}]")
        return number

    with pytest.raises(Refused) as caught:
        check_all(range(5), check)

    assert [error.field for error in caught.value.errors] == ["numbers[1]", "numbers[3]"]
    assert str(caught.value) == "numbers[1]: It is odd.\nnumbers[3]: It is odd."


def test_what_is_no_refusal_is_not_collected():
    with pytest.raises(ZeroDivisionError):
        check_all([0], lambda number: 1 / number)


def test_nothing_to_check_is_nothing_refused():
    assert check_all([], str) == []
