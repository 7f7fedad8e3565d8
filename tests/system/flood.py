"""Many due questions at once, and what became of their reminders."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.db.models import F, OuterRef, Subquery

from predictions.accounts.models import Membership, User
from predictions.accounts.operations import create_project
from predictions.questions.models import Assignment, Criteria, Question
from predictions.questions.operations import ensure_event
from predictions.reminders.models import Preference, Reminder


def due_questions(*, now: datetime, reviewers: int, each: int) -> int:
    """`each` due questions for each of so many reviewers, whose morning it is; how many owed."""
    project = create_project(now=now, actor=None, slug="flood", name="Flood")
    people = User.objects.bulk_create(
        User(email=f"reviewer{number}@example.org", joined_at=now) for number in range(reviewers)
    )
    Membership.objects.bulk_create(
        Membership(project=project, user=person, role="reviewer") for person in people
    )
    Preference.objects.bulk_create(Preference(user=person, hour=0) for person in people)
    event = ensure_event(now=now, actor=None, project=project, name="Flood")
    yesterday = now - timedelta(days=1, hours=1)
    questions = Question.objects.bulk_create(
        Question(
            event=event,
            wording=f"Question {number}?",
            type="binary",
            status="draft",
            registered_at=yesterday,
            resolves_at=yesterday,
            asked_from=yesterday,
        )
        for number in range(reviewers * each)
    )
    Criteria.objects.bulk_create(
        Criteria(
            question=question,
            text="It came true.",
            deciding_source="the world",
            hindsight="prospective",
            set_at=now,
        )
        for question in questions
    )
    criteria = Criteria.objects.filter(question=OuterRef("pk")).values("pk")[:1]
    Question.objects.update(criteria=Subquery(criteria), status="open")
    Assignment.objects.bulk_create(
        Assignment(question=question, reviewer=people[number % reviewers], changed_at=now)
        for number, question in enumerate(questions)
    )
    return len(questions)


@dataclass(frozen=True)
class Count:
    """What arrived: reminders owed and arrived, and Message-IDs that were accepted twice."""

    owed: int
    arrived: int
    repeated: int

    def __str__(self) -> str:
        return (
            f"{self.owed} reminders owed, {self.arrived} arrived, "
            f"{self.repeated} Message-IDs accepted twice"
        )


def count(accepted: Iterable[EmailMessage]) -> Count:
    """Compare what a mail server has accepted with what is planned in the database."""
    arrived: set[tuple[str, str]] = set()
    ids: Counter[str] = Counter()
    for email in accepted:
        ids[email["Message-ID"]] += 1
        body = email.get_body(("plain",))
        assert body is not None
        arrived |= {
            (email["To"], found) for found in re.findall(r"Question \d+\?", body.get_content())
        }
    owed = set(
        Reminder.objects.filter(question__round=F("round")).values_list(
            "reviewer__email", "question__wording"
        )
    )
    return Count(
        owed=len(owed), arrived=len(arrived & owed), repeated=sum(n > 1 for n in ids.values())
    )
