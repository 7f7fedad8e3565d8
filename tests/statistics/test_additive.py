import numpy as np
import pytest

from predictions.statistics import additive


def dense(who, question, value):
    """Least squares of the dummy variables, written out."""
    who, question = np.asarray(who), np.unique(question, return_inverse=True)[1]
    rows, j = np.arange(len(who)), who.max() + 1
    design = np.zeros((len(who), j + question.max() + 1))
    design[rows, who] = design[rows, j + question] = 1
    return np.linalg.lstsq(design, np.asarray(value, float))[0][:j]


def test_it_is_the_least_squares_solution():
    random = np.random.default_rng(1)
    pairs = np.unique(random.integers(0, [12, 40], (250, 2)), axis=0)
    who, question = pairs.T
    value = random.normal(0, 1, len(pairs)) + question % 5 - who
    found, oracle = additive(who, question, value), dense(who, question, value)
    assert len(np.unique(found.component)) == 1
    np.testing.assert_allclose(found.effect - found.effect[0], oracle - oracle[0], atol=1e-9)


def test_whoever_only_had_easy_questions_is_no_better_for_it():
    # Both do 10 better than a third on what they share with it; the second's questions were easier.
    who = [0, 0, 2, 2, 1, 1, 2, 2]
    question = ["a", "b", "a", "b", "c", "d", "c", "d"]
    value = [0.0, 20, -10, 10, 80, 100, 70, 90]
    found = additive(who, question, value)
    assert found.effect[0] == pytest.approx(found.effect[1])
    assert found.effect[0] - found.effect[2] == pytest.approx(10)
    assert np.mean(np.array(value)[[0, 1]]) < np.mean(np.array(value)[[4, 5]])


def test_those_without_shared_questions_are_flagged():
    found = additive([0, 1, 2, 3, 3], [1, 1, 1, 2, 3], [1.0, 2, 6, 50, 70])
    assert found.linked.tolist() == [True, True, True, False]
    assert found.component.tolist() == [0, 0, 0, 1]
    assert found.effect == pytest.approx([-2, -1, 3, 0])
    assert found.adjusted == pytest.approx([1, 2, 6, 60])


def test_links_go_by_way_of_others_however_many():
    n = 500
    who = np.repeat(np.arange(n), 2)
    question = np.arange(2 * n) // 2 + np.tile([0, 1], n)
    order = np.random.default_rng(1).permutation(n)
    found = additive(order[who], question, np.zeros(2 * n))
    assert found.linked.all()


def test_a_long_chain_is_solved():
    n = 200
    who = np.repeat(np.arange(n), 2)
    question = np.arange(2 * n) // 2 + np.tile([0, 1], n)
    found = additive(who, question, who.astype(float))
    np.testing.assert_allclose(np.diff(found.effect), 1, atol=1e-6)


def test_without_values_there_is_nothing():
    assert additive([], [], []).effect.shape == (0,)


@pytest.mark.parametrize(
    ("who", "question", "value", "complaint"),
    [
        ([0], [1], [np.inf], "finite"),
        ([0, 0], [1, 1], [1.0, 2], "each pair"),
        ([0, 2], [1, 1], [1.0, 2], "needs a question"),
        ([0], [1, 2], [1.0], "one shape"),
    ],
)
def test_what_cannot_be_fitted_is_refused(who, question, value, complaint):
    with pytest.raises(ValueError, match=complaint):
        additive(who, question, value)
