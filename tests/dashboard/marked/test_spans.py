"""A text with quotes in it becomes tokens that nest, lose no character, and say where quotes end."""

from hypothesis import given
from hypothesis import strategies as st

from predictions.dashboard.marked.spans import Closed, Opened, Span, Text, marked

TEXTS = st.text(alphabet="ab \n\r\t“<&\u202e\u2066🐦", min_size=1, max_size=60)


@st.composite
def texts_with_quotes(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    spans = [
        Span(number, min(pair), max(pair))
        for number, pair in enumerate(pairs, start=1)
        if pair[0] != pair[1]
    ]
    return text, spans


def characters(paragraph):
    """(place in the text, character, marks around it) of every character shown."""
    place, stack = paragraph.start, []
    for token in paragraph.tokens:
        match token:
            case Opened(number):
                stack.append(number)
            case Closed(number):
                assert stack.pop() == number
            case Text(head, tail):
                for character in head + tail:
                    yield place, character, set(stack)
                    place += 1
    assert stack == []


@given(texts_with_quotes())
def test_every_character_shown_is_that_of_the_text_and_lies_in_just_its_quotes(given):
    text, spans = given
    for paragraph in marked(text, spans):
        for place, character, marks in characters(paragraph):
            assert character == text[place]
            assert marks == {span.number for span in spans if span.start <= place < span.end}


@given(texts_with_quotes())
def test_nothing_but_white_space_is_left_out(given):
    text, spans = given
    shown = {place for paragraph in marked(text, spans) for place, _, _ in characters(paragraph)}
    assert all(text[place].isspace() for place in set(range(len(text))) - shown)


@given(texts_with_quotes())
def test_every_visible_quote_begins_once_and_ends_once_at_its_last_visible_character(given):
    text, spans = given
    paragraphs = marked(text, spans)
    shown = [place for paragraph in paragraphs for place, _, _ in characters(paragraph)]
    for span in spans:
        inside = [place for place in shown if span.start <= place < span.end]
        ends = []
        for paragraph in paragraphs:
            place = paragraph.start
            for token in paragraph.tokens:
                if isinstance(token, Text):
                    place += len(token.head + token.tail)
                    ends += [place] * token.ending.count(span.number)
        assert ends == ([inside[-1] + 1] if inside else [])
        listed = [one for paragraph in paragraphs for one in paragraph.ending]
        assert listed.count(span.number) == len(ends)


@given(texts_with_quotes())
def test_the_order_of_the_quotes_changes_nothing(given):
    text, spans = given
    assert marked(text, spans) == marked(text, spans[::-1])


def test_a_quote_inside_another_stays_inside():
    (paragraph,) = marked("so it will certainly be", [Span(1, 3, 23), Span(2, 11, 20)])
    assert paragraph.tokens == (
        Text("so "),
        Opened(1, is_first=True),
        Text("it will "),
        Opened(2, is_first=True),
        Text("", "certainly", (2,)),
        Closed(2),
        Text(" ", "be", (1,)),
        Closed(1),
    )
    assert paragraph.ending == (1, 2)


def test_of_two_quotes_that_cross_the_later_one_is_cut_and_goes_on():
    (paragraph,) = marked("abcdef", [Span(1, 0, 4), Span(2, 2, 6)])
    assert paragraph.tokens == (
        Opened(1, is_first=True),
        Text("ab"),
        Opened(2, is_first=True),
        Text("", "cd", (1,)),
        Closed(2),
        Closed(1),
        Opened(2, is_first=False),
        Text("", "ef", (2,)),
        Closed(2),
    )


def test_quotes_that_end_together_put_the_sign_of_the_inner_one_first():
    (paragraph,) = marked("will be lower", [Span(1, 0, 13), Span(2, 8, 13)])
    texts = [token for token in paragraph.tokens if isinstance(token, Text)]
    assert texts[-1].ending == (2, 1)


def test_a_quote_over_two_paragraphs_ends_in_the_second():
    first, second = marked("It opens.\n\nIn June.", [Span(1, 3, 18)])
    assert first.ending == ()
    assert second.ending == (1,)
    assert second.start == 11


def test_without_blank_lines_the_ends_of_lines_separate():
    assert [one.start for one in marked("A: yes\nB: no\n", [])] == [0, 7]
    assert [one.start for one in marked("hard\nwrapped\n\nnext", [])] == [0, 14]


def test_a_long_last_word_may_break_before_its_end():
    word = "x" * 100
    (paragraph,) = marked(word, [Span(1, 0, 100)])
    (text,) = (token for token in paragraph.tokens if isinstance(token, Text))
    assert (len(text.head), len(text.tail)) == (76, 24)
