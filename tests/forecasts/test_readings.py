"""How words become numbers, end to end: lexicon, yardstick, house conventions, judgement."""

import pytest

from predictions.accounts.operations import change_project
from predictions.errors import Refused
from predictions.forecasts.models import Coding
from tests.cast import boats, bridge, ferry, mayor, record, tunnel


def coded(project, now, forecast):
    record(project, now, forecasts=[forecast])
    return Coding.objects.get()


def conventions(project, now, **changes):
    """The project with other house conventions."""
    kept = {
        "name": project.name,
        "time_zone": project.time_zone,
        "yardstick": project.yardstick,
        "implicit_certainty": project.implicit_certainty,
        "implicit_certainty_cautious": project.implicit_certainty_cautious,
        "implicit_certainty_bold": project.implicit_certainty_bold,
        "reviewers_needed": project.reviewers_needed,
        "objection_days": project.objection_days,
    }
    return change_project(now=now, actor=None, project=project, **(kept | changes))


def readings(coding):
    return coding.prediction["p"], coding.cautious["p"], coding.bold["p"]


def test_a_word_is_read_from_the_lexicon_with_its_quartiles(project, now):
    coding = coded(project, now, ferry())

    assert readings(coding) == (0.75, 0.67, 0.8)
    assert (coding.how, coding.phrase) == (Coding.How.LEXICON, "likely")
    assert coding.lexicon_entry == "en/likely/CAPphrase"
    assert coding.lexicon_version


def test_a_sentence_negation_mirrors_the_phrase_it_denies(project, now):
    coding = coded(project, now, ferry(wording="isn’t likely"))

    assert readings(coding) == (0.25, 0.33, 0.2)


def test_a_bare_will_is_implicit_certainty_and_labelled_so(project, now):
    coding = coded(project, now, bridge())

    assert readings(coding) == (0.95, 0.9, 1.0)
    assert coding.how == Coding.How.IMPLICIT
    assert coding.lexicon_entry == ""


def test_implicit_certainty_is_a_convention_of_the_project(project, now):
    project = conventions(
        project,
        now,
        implicit_certainty=0.9,
        implicit_certainty_cautious=0.7,
        implicit_certainty_bold=0.99,
    )

    assert readings(coded(project, now, bridge())) == (0.9, 0.7, 0.99)


def test_what_is_recorded_keeps_its_readings_when_the_conventions_change(project, now):
    coding = coded(project, now, bridge())

    conventions(project, now, implicit_certainty=0.92)

    coding.refresh_from_db()
    assert readings(coding) == (0.95, 0.9, 1.0)


def test_a_yardstick_is_read_from_its_middle_with_its_ends_as_readings(project, now):
    project = conventions(project, now, yardstick="ipcc")

    coding = coded(project, now, ferry(how="yardstick"))

    assert readings(coding) == pytest.approx((0.83, 0.66, 1.0))
    assert coding.how == Coding.How.YARDSTICK
    assert coding.lexicon_entry == "en/likely/IPCC"


def test_without_a_yardstick_nothing_can_be_read_on_one(project, now):
    with pytest.raises(Refused, match="Nothing here can read “likely” as yardstick"):
        coded(project, now, ferry(how="yardstick"))


def test_a_lexicon_reading_of_a_project_with_a_yardstick_stays_one_of_the_lexicon(project, now):
    project = conventions(project, now, yardstick="ipcc")

    assert coded(project, now, ferry()).lexicon_entry == "en/likely/CAPphrase"


def test_a_bare_will_is_no_word_of_the_lexicon(project, now):
    with pytest.raises(Refused, match="Nothing here can read “will” as lexicon"):
        coded(project, now, bridge(how="lexicon"))


def test_a_number_of_the_author_has_no_other_readings(project, now):
    coding = coded(project, now, bridge(how="stated", prediction={"p": 0.7}))

    assert coding.prediction == {"p": 0.7}
    assert (coding.cautious, coding.bold) == (None, None)


def test_a_judgement_with_both_readings_needs_no_lexicon(project, now):
    judged = {"p": 0.8, "cautious": 0.7, "bold": 0.9}

    coding = coded(project, now, bridge(how="judged: he hedges twice", prediction=judged))

    assert readings(coding) == (0.8, 0.7, 0.9)
    assert (coding.how, coding.because) == (Coding.How.JUDGED, "he hedges twice")


def test_a_judgement_without_readings_is_refused(project, now):
    with pytest.raises(Refused, match="Give p with a cautious and a bold reading"):
        coded(project, now, bridge(how="judged: a hunch", prediction={"p": 0.8}))


def test_what_the_coder_gives_goes_before_the_lexicon(project, now):
    coding = coded(project, now, ferry(prediction={"p": 0.7}))

    assert readings(coding) == (0.7, 0.67, 0.8)


def test_the_outer_levels_of_a_judged_number_are_read_two_more_ways(project, now):
    coding = coded(project, now, boats())

    assert coding.cautious == {"knots": [[30, 0.1], [40, 0.5], [55, 0.9]]}
    assert coding.bold == {"knots": [[30, 0.01], [40, 0.5], [55, 0.99]]}


def test_an_interval_without_a_level_is_one_of_80_percent(project, now):
    coding = coded(project, now, boats(prediction={"interval": [30, 55]}))

    assert coding.prediction == {"knots": [[30, 0.1], [55, 0.9]]}
    assert coding.cautious == {"knots": [[30, 0.25], [55, 0.75]]}
    assert coding.bold == {"knots": [[30, 0.025], [55, 0.975]]}


def test_a_bare_point_has_no_other_readings(project, now):
    coding = coded(project, now, boats(prediction={"point": 40}))

    assert coding.prediction == {"point": 40}
    assert (coding.cautious, coding.bold) == (None, None)


def test_probabilities_of_options_may_come_in_any_order(project, now):
    given = {"probabilities": {"Cy": 0.1, "Ada": 0.6, "Bo": 0.3}}

    coding = coded(project, now, mayor(prediction=given))

    assert coding.prediction == given


def test_that_it_never_happens_stands_beside_the_dates(project, now):
    given = {"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.6]], "not_by_horizon": 0.2}

    assert coded(project, now, tunnel(prediction=given)).prediction == given
