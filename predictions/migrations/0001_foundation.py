import django.db.models.deletion
import django.db.models.functions.text
import predictions.public_ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("refused", "the server refused it for good"),
                            ("bounced", "a message bounced"),
                            ("complained", "its owner complained"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("detail", models.TextField(blank=True, verbose_name="what the server said")),
                ("suppressed_at", models.DateTimeField(verbose_name="suppressed")),
                (
                    "restored_at",
                    models.DateTimeField(
                        help_text="When somebody found it working again.",
                        null=True,
                        verbose_name="restored",
                    ),
                ),
            ],
            options={
                "verbose_name": "suppressed address",
                "verbose_name_plural": "suppressed addresses",
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.BigIntegerField(unique=True, verbose_name="size")),
                ("root", models.BinaryField(max_length=32, verbose_name="root")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "note",
                    models.TextField(
                        help_text="C2SP signed note, Ed25519.", verbose_name="signed note"
                    ),
                ),
            ],
            options={
                "verbose_name": "checkpoint",
                "verbose_name_plural": "checkpoints",
                "get_latest_by": "size",
            },
        ),
        migrations.CreateModel(
            name="Criteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("text", models.TextField(verbose_name="criteria")),
                (
                    "deciding_source",
                    models.CharField(max_length=300, verbose_name="deciding source"),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Empty for the first version.",
                        verbose_name="why it was changed",
                    ),
                ),
                (
                    "hindsight",
                    models.CharField(
                        choices=[
                            ("prospective", "prospective: before the outcome could be known"),
                            ("blind", "blind: afterwards, without knowing it"),
                            ("retrospective", "retrospective: with hindsight"),
                        ],
                        max_length=20,
                        verbose_name="written",
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="set")),
            ],
            options={
                "verbose_name": "criteria",
                "verbose_name_plural": "criteria",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="changed_criteria_say_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
            ],
            options={
                "verbose_name": "outlet",
                "verbose_name_plural": "outlets",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=60, verbose_name="time zone"),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("auto", "as the system has it"),
                            ("light", "light"),
                            ("dark", "dark"),
                        ],
                        default="auto",
                        max_length=5,
                        verbose_name="colours",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="may open the admin")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("joined_at", models.DateTimeField(verbose_name="joined")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="email_address_is_in_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(help_text="The last day away.", verbose_name="to")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="absence_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                ("verb", models.CharField(max_length=60, verbose_name="verb")),
                ("object_type", models.CharField(max_length=40, verbose_name="object")),
                ("object_id", models.BigIntegerField(verbose_name="object id")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "actor",
                    models.ForeignKey(
                        help_text="Empty: the service itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
            ],
            options={
                "verbose_name": "act",
                "verbose_name_plural": "acts",
                "indexes": [
                    models.Index(fields=["object_type", "object_id"], name="act_by_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "prefix",
                    models.CharField(max_length=16, unique=True, verbose_name="begins with"),
                ),
                (
                    "secret_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the secret"),
                ),
                ("scopes", models.JSONField(verbose_name="scopes")),
                (
                    "per_minute",
                    models.PositiveIntegerField(default=600, verbose_name="requests a minute"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("expires_at__gt", models.F("created_at")),
                            _connector="OR",
                        ),
                        name="key_expires_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per_minute__gte", 1)), name="key_may_be_used"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                ("medium", models.CharField(max_length=60, verbose_name="medium")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                (
                    "translation",
                    models.CharField(blank=True, max_length=300, verbose_name="translation"),
                ),
                ("published_on", models.DateField(verbose_name="published")),
                (
                    "published_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month: its last day stands for it"),
                            ("year", "to the year: its last day stands for it"),
                        ],
                        default="day",
                        max_length=10,
                        verbose_name="date known",
                    ),
                ),
                (
                    "published_inferred",
                    models.TextField(
                        blank=True,
                        help_text="Empty where the publication states its date.",
                        verbose_name="date inferred from",
                    ),
                ),
                (
                    "extent",
                    models.CharField(
                        choices=[("full", "fully coded"), ("selection", "a selection")],
                        max_length=20,
                        verbose_name="coded",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "retracted_on",
                    models.DateField(
                        help_text="Shown; what it foretold stays scored.",
                        null=True,
                        verbose_name="retracted",
                    ),
                ),
                (
                    "retraction_note",
                    models.TextField(blank=True, verbose_name="as the retraction says"),
                ),
                (
                    "licensed",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise outsiders see the quotes and where they stand.",
                        verbose_name="full text may be published",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "coding_sha256",
                    models.CharField(
                        max_length=64, verbose_name="SHA-256 of the coding as recorded"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "original",
                    models.ForeignKey(
                        help_text="What this is a translation or a reprint of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renderings",
                        to="predictions.article",
                        verbose_name="original",
                    ),
                ),
                (
                    "version_of",
                    models.ForeignKey(
                        help_text="The first version, where this text is a correction of it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_versions",
                        to="predictions.article",
                        verbose_name="version of",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="article_has_text"
                    ),
                    models.UniqueConstraint(
                        fields=("version_of", "number"), name="one_text_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("version_of__isnull", True)),
                            models.Q(
                                ("number__gt", 1),
                                ("version_of__isnull", False),
                                models.Q(("version_of", models.F("id")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="later_version_points_to_the_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("original__isnull", True),
                            models.Q(("original", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_is_not_its_own_original",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retracted_on__isnull", True), ("retraction_note", "")),
                            models.Q(
                                ("retracted_on__isnull", False),
                                models.Q(("retraction_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retraction_says_what_was_retracted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("url", models.URLField(max_length=1000, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wanted", "wanted"),
                            ("kept", "kept"),
                            ("lacks_quotation", "lacks the quotation"),
                            ("unreadable", "kept, but no text to compare"),
                            ("failed", "failed"),
                        ],
                        default="wanted",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("wanted_at", models.DateTimeField(verbose_name="wanted")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="fetched")),
                (
                    "final_url",
                    models.TextField(
                        blank=True, help_text="After every redirect.", verbose_name="final address"
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="HTTP status")),
                ("headers", models.JSONField(default=list, verbose_name="headers")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="Extracted, for reading.", verbose_name="text"
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "not_before",
                    models.DateTimeField(help_text="The next attempt.", verbose_name="not before"),
                ),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                (
                    "article",
                    models.ForeignKey(
                        help_text="Whose page it is; empty: the page of evidence.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="predictions.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="predictions.capture",
                        verbose_name="supersedes",
                    ),
                ),
            ],
            options={
                "verbose_name": "capture",
                "verbose_name_plural": "captures",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "wanted")),
                        fields=["not_before", "id"],
                        name="capture_queue",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sha256", ""),
                                ("state__in", ["wanted", "failed"]),
                                ("taken_at__isnull", True),
                            ),
                            models.Q(
                                ("state__in", ["kept", "lacks_quotation", "unreadable"]),
                                ("taken_at__isnull", False),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="capture_is_kept_with_its_content",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("article",),
                        name="one_first_capture_per_article",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("prediction", models.JSONField(verbose_name="prediction")),
                ("cautious", models.JSONField(null=True, verbose_name="cautious reading")),
                ("bold", models.JSONField(null=True, verbose_name="bold reading")),
                ("phrase", models.CharField(blank=True, max_length=300, verbose_name="as printed")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("stated", "stated: the author gave the number"),
                            ("lexicon", "lexicon"),
                            ("yardstick", "yardstick"),
                            (
                                "implicit certainty",
                                "implicit certainty: a convention of this house",
                            ),
                            ("judged", "judged"),
                        ],
                        max_length=20,
                        verbose_name="how it became a number",
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=500, verbose_name="because")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Empty for the first version.",
                        verbose_name="why it supersedes the former",
                    ),
                ),
                (
                    "lexicon_entry",
                    models.CharField(blank=True, max_length=200, verbose_name="lexicon entry"),
                ),
                (
                    "lexicon_version",
                    models.CharField(blank=True, max_length=20, verbose_name="lexicon version"),
                ),
                (
                    "hindsight",
                    models.CharField(
                        choices=[
                            ("prospective", "prospective: before the outcome could be known"),
                            ("blind", "blind: afterwards, without knowing it"),
                            ("retrospective", "retrospective: with hindsight"),
                        ],
                        max_length=20,
                        verbose_name="coded",
                    ),
                ),
                ("coded_at", models.DateTimeField(verbose_name="coded at")),
                (
                    "coder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="coder",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="codings",
                        to="predictions.criteria",
                        verbose_name="coded under",
                    ),
                ),
            ],
            options={
                "verbose_name": "coding",
                "verbose_name_plural": "codings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bold__isnull", True), ("cautious__isnull", True)),
                            models.Q(("bold__isnull", False), ("cautious__isnull", False)),
                            _connector="OR",
                        ),
                        name="readings_come_in_pairs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="superseding_coding_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                (
                    "merged_into",
                    models.ForeignKey(
                        help_text="The same one, entered twice: figures count this entry as that one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="predictions.event",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="event_is_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("key", models.CharField(max_length=100, verbose_name="key")),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("own", "own"),
                            ("reported", "reported"),
                            ("endorsed", "endorsed"),
                        ],
                        max_length=20,
                        verbose_name="voice",
                    ),
                ),
                ("quote", models.TextField(verbose_name="quote")),
                (
                    "start",
                    models.PositiveIntegerField(
                        help_text="Counted in characters of the article's text, from 0.",
                        verbose_name="from character",
                    ),
                ),
                ("end", models.PositiveIntegerField(verbose_name="to character")),
                (
                    "not_checkable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_act", "no act"),
                            ("no_date", "no date"),
                            ("no_measure", "no measure"),
                            ("intent", "intent, not an observable act"),
                            ("normative", "says what should be, not what will be"),
                            ("vague", "too vague"),
                        ],
                        max_length=20,
                        verbose_name="not checkable",
                    ),
                ),
                (
                    "not_checkable_because",
                    models.CharField(blank=True, max_length=300, verbose_name="because"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        help_text="Shown and counted, never scored.",
                        null=True,
                        verbose_name="withdrawn",
                    ),
                ),
                (
                    "withdrawn_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrong_quote", "wrong quote: this was not said"),
                            ("wrong_speaker", "wrong speaker: somebody else said it"),
                            ("other", "another reason"),
                        ],
                        max_length=20,
                        verbose_name="withdrawn because",
                    ),
                ),
                ("withdrawal_note", models.TextField(blank=True, verbose_name="what was wrong")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forecasts",
                        to="predictions.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "coding",
                    models.OneToOneField(
                        help_text="The coding that counts; former ones stay.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="predictions.coding",
                        verbose_name="coding",
                    ),
                ),
                (
                    "implied_by",
                    models.ForeignKey(
                        help_text="The principal forecast of the same statement; this one is shown, not counted.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="implies",
                        to="predictions.forecast",
                        verbose_name="implied by",
                    ),
                ),
            ],
            options={
                "verbose_name": "forecast",
                "verbose_name_plural": "forecasts",
                "constraints": [
                    models.UniqueConstraint(fields=("article", "key"), name="one_forecast_per_key"),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="quote_is_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("implied_by__isnull", True),
                            models.Q(("implied_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="forecast_is_not_implied_by_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_note", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_because", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_because", ""), _negated=True),
                                models.Q(("withdrawal_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="coding",
            name="forecast",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="codings",
                to="predictions.forecast",
                verbose_name="forecast",
            ),
        ),
        migrations.CreateModel(
            name="Forecaster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("model", "statistical model"),
                        ],
                        default="person",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        help_text="The same one, entered twice: figures count this entry as that one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="predictions.forecaster",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "forecaster",
                "verbose_name_plural": "forecasters",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="forecaster_is_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="forecast",
            name="forecaster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forecasts",
                to="predictions.forecaster",
                verbose_name="forecaster",
            ),
        ),
        migrations.CreateModel(
            name="Cell",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("binary", "yes or no"),
                            ("categorical", "one of several options"),
                            ("numeric", "a number"),
                            ("date", "a date"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("stated", models.BooleanField(verbose_name="against a stated reference")),
                ("switches", models.PositiveSmallIntegerField(verbose_name="switches needed")),
                ("counts_from", models.DateTimeField(verbose_name="counts from")),
                (
                    "points",
                    models.FloatField(verbose_name="sum of the questions' mean skill points"),
                ),
                ("points_cautious", models.FloatField(verbose_name="the same, cautious")),
                ("points_bold", models.FloatField(verbose_name="the same, bold")),
                ("worst", models.FloatField(verbose_name="the same, had the worst come")),
                ("best", models.FloatField(verbose_name="the same, had the best come")),
                ("questions", models.IntegerField(verbose_name="questions")),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="predictions.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "forecaster",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="predictions.forecaster",
                        verbose_name="forecaster",
                    ),
                ),
            ],
            options={
                "verbose_name": "prepared figure",
                "verbose_name_plural": "prepared figures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "forecaster", "type", "stated", "switches", "counts_from"),
                        name="one_cell_per_key",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="forecaster",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="predictions.forecaster",
                verbose_name="author",
            ),
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the request")),
                ("status", models.PositiveSmallIntegerField(default=0, verbose_name="status")),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="Empty where it held a secret, which is not kept.",
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(verbose_name="answered")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "idempotency key",
                "verbose_name_plural": "idempotency keys",
                "indexes": [models.Index(fields=["answered_at"], name="idempotency_key_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key"), name="one_act_per_idempotency_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                (
                    "index",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="index"),
                ),
                ("hash", models.BinaryField(max_length=32, verbose_name="hash")),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="predictions.act",
                        verbose_name="act",
                    ),
                ),
            ],
            options={
                "verbose_name": "leaf",
                "verbose_name_plural": "leaves",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("index__gte", 0)), name="leaf_index_counts_from_zero"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("to", models.EmailField(max_length=254, verbose_name="addressee")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(verbose_name="HTML")),
                ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                (
                    "not_before",
                    models.DateTimeField(help_text="The next attempt.", verbose_name="not before"),
                ),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("failed_at", models.DateTimeField(null=True, verbose_name="failed")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn")),
                (
                    "reported_at",
                    models.DateTimeField(
                        help_text="When the editors were told.",
                        null=True,
                        verbose_name="failure reported",
                    ),
                ),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("failed_at__isnull", True),
                            ("sent_at__isnull", True),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=["not_before", "id"],
                        name="message_queue",
                    ),
                    models.Index(
                        condition=models.Q(("sent_at__isnull", False)),
                        fields=["sent_at"],
                        name="message_sent",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("failed_at__isnull", False), ("reported_at__isnull", True)
                        ),
                        fields=["failed_at"],
                        name="message_unreported",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failed_at__isnull", True), ("sent_at__isnull", True)),
                            models.Q(("sent_at__isnull", True), ("withdrawn_at__isnull", True)),
                            models.Q(("failed_at__isnull", True), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="message_has_one_end",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("local_day", models.DateField(verbose_name="local day")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digest",
                        to="predictions.message",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "digest",
                "verbose_name_plural": "digests",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reviewer", "local_day"), name="one_digest_per_reviewer_and_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.DateField(help_text="Its Monday.", verbose_name="week")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletins",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="editor",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletin",
                        to="predictions.message",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "bulletin",
                "verbose_name_plural": "bulletins",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("editor", "week"), name="one_bulletin_per_editor_and_week"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("index", models.BigIntegerField(verbose_name="index")),
                ("hash", models.BinaryField(max_length=32, verbose_name="hash")),
            ],
            options={
                "verbose_name": "node",
                "verbose_name_plural": "nodes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "index"), name="one_node_per_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="node_is_above_the_leaves"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="outlet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="predictions.outlet",
                verbose_name="outlet",
            ),
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "table",
                    models.CharField(
                        blank=True, help_text="Empty: facts.", max_length=63, verbose_name="table"
                    ),
                ),
                ("first", models.BigIntegerField(null=True, verbose_name="first key")),
                ("last", models.BigIntegerField(null=True, verbose_name="last key")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of salt and body"),
                ),
                (
                    "secret",
                    models.BinaryField(
                        help_text="The salts of body and items grow here.",
                        max_length=32,
                        null=True,
                        verbose_name="secret",
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Canonical JSON (RFC 8785).", null=True, verbose_name="body"
                    ),
                ),
                (
                    "items",
                    models.TextField(
                        help_text="One JSON array a line, one line a row.",
                        null=True,
                        verbose_name="after-images",
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payloads",
                        to="predictions.act",
                        verbose_name="act",
                    ),
                ),
            ],
            options={
                "verbose_name": "payload",
                "verbose_name_plural": "payloads",
                "indexes": [models.Index(fields=["table", "first", "last"], name="payload_by_row")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("act", "number"), name="one_payload_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body__isnull", True),
                                ("items__isnull", True),
                                ("secret__isnull", True),
                            ),
                            models.Q(
                                ("body__isnull", False),
                                ("items__isnull", False),
                                ("secret__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="payload_is_whole_or_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first__isnull", True), ("last__isnull", True), ("table", "")
                            ),
                            models.Q(
                                models.Q(("table", ""), _negated=True),
                                ("last__gte", models.F("first")),
                            ),
                            _connector="OR",
                        ),
                        name="payload_has_rows_or_facts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.SlugField(max_length=60, verbose_name="name")),
                ("png", models.BinaryField(verbose_name="PNG")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="predictions.message",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "constraints": [
                    models.UniqueConstraint(fields=("message", "name"), name="one_picture_per_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("leaf", models.BigIntegerField(verbose_name="next leaf")),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_position")
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        default=8, help_text="Of the person's own time zone.", verbose_name="hour"
                    ),
                ),
                ("heads_up", models.BooleanField(default=True, verbose_name="heads-ups")),
                ("due", models.BooleanField(default=True, verbose_name="due questions")),
                ("escalated", models.BooleanField(default=True, verbose_name="escalations")),
                (
                    "weekly",
                    models.BooleanField(
                        default=True, verbose_name="the week's figures, as an editor"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preference",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "preference",
                "verbose_name_plural": "preferences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23)), name="hour_is_of_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=60, verbose_name="time zone"),
                ),
                (
                    "yardstick",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("efsa", "EFSA"),
                            ("ipcc", "IPCC"),
                            ("nato", "NATO"),
                            ("uk", "UK"),
                            ("us_nic", "US NIC"),
                        ],
                        help_text="An official scale of words that goes before the lexicon.",
                        max_length=20,
                        verbose_name="yardstick",
                    ),
                ),
                (
                    "implicit_certainty",
                    models.FloatField(
                        default=0.95,
                        help_text="How a bare “will” is read: a convention of this house, labelled as such.",
                        verbose_name="implicit certainty",
                    ),
                ),
                (
                    "implicit_certainty_cautious",
                    models.FloatField(default=0.9, verbose_name="its cautious reading"),
                ),
                (
                    "implicit_certainty_bold",
                    models.FloatField(default=1.0, verbose_name="its bold reading"),
                ),
                (
                    "reviewers_needed",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "one"), (2, "two: a second one confirms")],
                        default=1,
                        verbose_name="reviewers needed",
                    ),
                ),
                (
                    "objection_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Afterwards a resolution is closed; a later objection can still reopen it.",
                        verbose_name="days for objections",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("implicit_certainty_cautious__gte", 0.5),
                            ("implicit_certainty__gte", models.F("implicit_certainty_cautious")),
                            ("implicit_certainty_bold__gte", models.F("implicit_certainty")),
                            ("implicit_certainty_bold__lte", 1),
                        ),
                        name="implicit_certainty_lies_between_its_readings",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="outlet",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outlets",
                to="predictions.project",
                verbose_name="project",
            ),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("viewer", "viewer"),
                            ("coder", "coder"),
                            ("reviewer", "reviewer"),
                            ("editor", "editor"),
                            ("administrator", "administrator"),
                        ],
                        help_text="Empty: no longer a member.",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "user"), name="one_role_per_member")
                ],
            },
        ),
        migrations.AddField(
            model_name="forecaster",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forecasters",
                to="predictions.project",
                verbose_name="project",
            ),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                ("quotation", models.TextField(blank=True, verbose_name="quotation")),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        help_text="For example “page 7, second table”.",
                        max_length=300,
                        verbose_name="where it stands",
                    ),
                ),
                (
                    "capture",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="predictions.capture",
                        verbose_name="page as fetched",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.AddField(
            model_name="event",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="predictions.project",
                verbose_name="project",
            ),
        ),
        migrations.AddField(
            model_name="capture",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="captures",
                to="predictions.project",
                verbose_name="project",
            ),
        ),
        migrations.CreateModel(
            name="Calibration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("binary", "yes or no"),
                            ("categorical", "one of several options"),
                            ("numeric", "a number"),
                            ("date", "a date"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("switches", models.PositiveSmallIntegerField(verbose_name="switches turned on")),
                ("figures", models.JSONField(verbose_name="figures")),
                ("basis", models.BigIntegerField(verbose_name="digest of the scores")),
                ("refreshed_at", models.DateTimeField(verbose_name="refreshed")),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calibrations",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "calibration",
                "verbose_name_plural": "calibrations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "type", "switches"), name="one_calibration_per_key"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="predictions.project",
                verbose_name="project",
            ),
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "forecaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="predictions.forecaster",
                        verbose_name="forecaster",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "name"), name="one_forecaster_per_alias"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("annulled", "annulled"),
                            ("ambiguous", "ambiguous"),
                            ("condition_not_met", "condition not met"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "known_at",
                    models.DateTimeField(
                        help_text="When the world could know.", verbose_name="known at"
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="rationale")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                (
                    "closed_at",
                    models.DateTimeField(
                        help_text="When it was confirmed or declined; until then it waits.",
                        null=True,
                        verbose_name="closed",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("confirmed", "confirmed"), ("declined", "declined")],
                        max_length=20,
                        verbose_name="verdict",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "counter",
                    models.ForeignKey(
                        help_text="What should be adopted instead.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="preferred_by",
                        to="predictions.proposal",
                        verbose_name="counter-proposal",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="predictions.proposal",
                        verbose_name="proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation",
                "verbose_name_plural": "confirmations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "verdict"), name="one_verdict_of_a_kind_per_proposal"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counter__isnull", True), ("verdict", "confirmed")),
                            models.Q(
                                ("counter__isnull", False),
                                ("verdict", "declined"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="declining_gives_a_reason_and_a_counter_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="A correction or a reply, shown above everything else.",
                        verbose_name="note",
                    ),
                ),
                ("is_public", models.BooleanField(default=True, verbose_name="public")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "article",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="predictions.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="predictions.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "forecaster",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="predictions.forecaster",
                        verbose_name="forecaster",
                    ),
                ),
                (
                    "outlet",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="predictions.outlet",
                        verbose_name="outlet",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("article__isnull", True),
                                ("event__isnull", True),
                                ("forecaster__isnull", False),
                                ("outlet__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("event__isnull", True),
                                ("forecaster__isnull", True),
                                ("outlet__isnull", False),
                            ),
                            models.Q(
                                ("article__isnull", False),
                                ("event__isnull", True),
                                ("forecaster__isnull", True),
                                ("outlet__isnull", True),
                            ),
                            models.Q(
                                ("article__isnull", True),
                                ("event__isnull", False),
                                ("forecaster__isnull", True),
                                ("outlet__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_is_about_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("wording", models.CharField(max_length=500, verbose_name="wording")),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("binary", "yes or no"),
                            ("categorical", "one of several options"),
                            ("numeric", "a number"),
                            ("date", "a date"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("lower", models.FloatField(blank=True, null=True, verbose_name="lower bound")),
                ("upper", models.FloatField(blank=True, null=True, verbose_name="upper bound")),
                ("ordered", models.BooleanField(default=False, verbose_name="options are ordered")),
                (
                    "opens_on",
                    models.DateField(
                        blank=True,
                        help_text="Date questions: the first day that counts.",
                        null=True,
                        verbose_name="from",
                    ),
                ),
                (
                    "horizon",
                    models.DateField(
                        blank=True,
                        help_text="Date questions: the last day that counts.",
                        null=True,
                        verbose_name="horizon",
                    ),
                ),
                (
                    "yes_sentence",
                    models.CharField(
                        blank=True,
                        help_text="“nobody was killed”",
                        max_length=300,
                        verbose_name="said when yes",
                    ),
                ),
                (
                    "no_sentence",
                    models.CharField(
                        blank=True,
                        help_text="“somebody was killed”",
                        max_length=300,
                        verbose_name="said when no",
                    ),
                ),
                (
                    "condition",
                    models.TextField(
                        blank=True,
                        help_text="If it is not met, the question has no answer and nothing is scored.",
                        verbose_name="condition",
                    ),
                ),
                (
                    "reviewers_needed",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "one"), (2, "two: a second one confirms")],
                        help_text="Empty: as many as the project asks for.",
                        null=True,
                        verbose_name="reviewers needed",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open"),
                            ("proposed", "proposed"),
                            ("resolved", "resolved"),
                            ("merged", "merged into another"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "resolves_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="resolves at"),
                ),
                (
                    "time_zone",
                    models.CharField(default="UTC", max_length=60, verbose_name="time zone"),
                ),
                ("registered_at", models.DateTimeField(verbose_name="registered")),
                (
                    "known_at",
                    models.DateTimeField(
                        help_text="When the world could know, by the resolution recorded last.",
                        null=True,
                        verbose_name="known at",
                    ),
                ),
                (
                    "asked_from",
                    models.DateTimeField(
                        help_text="From when on reviewers are asked: the later of resolves-at and registration, or when it was last put off or reopened.",
                        null=True,
                        verbose_name="asked from",
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="A new date or a reopening begins a new one.",
                        verbose_name="round of asking",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "criteria",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="predictions.criteria",
                        verbose_name="criteria",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="predictions.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        help_text="The same one, entered twice: figures count this entry as that one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="predictions.question",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "sibling_of",
                    models.ForeignKey(
                        help_text="The question whose wording a report did not answer: it is of this quantity.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="siblings",
                        to="predictions.question",
                        verbose_name="sibling of",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["open", "proposed"])),
                        fields=["resolves_at", "id"],
                        name="question_unresolved",
                    ),
                    models.Index(
                        condition=models.Q(("status__in", ["open", "proposed"])),
                        fields=["asked_from", "id"],
                        name="question_asked",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="question_is_not_merged_into_itself",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "wording"), name="one_question_per_wording"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "merged"]),
                            models.Q(("criteria__isnull", False), ("resolves_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="open_question_has_criteria_and_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("type", "numeric"), _negated=True),
                            models.Q(("unit", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="numeric_question_has_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type", "numeric"),
                            models.Q(("lower__isnull", True), ("upper__isnull", True)),
                            _connector="OR",
                        ),
                        name="only_numeric_questions_have_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lower__isnull", True),
                            ("upper__isnull", True),
                            ("lower__lt", models.F("upper")),
                            _connector="OR",
                        ),
                        name="lower_bound_below_upper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type", "categorical"), ("ordered", False), _connector="OR"
                        ),
                        name="only_options_can_be_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("horizon__gt", models.F("opens_on")),
                                ("horizon__isnull", False),
                                ("opens_on__isnull", False),
                                ("type", "date"),
                            ),
                            models.Q(
                                models.Q(("type", "date"), _negated=True),
                                ("horizon__isnull", True),
                                ("opens_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="date_question_has_horizon",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True),
                                ("merged_into__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="merged_question_points_to_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sibling_of__isnull", True),
                            models.Q(("sibling_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="question_is_not_its_own_sibling",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="predictions.question",
                verbose_name="question",
            ),
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enabled", models.BooleanField(null=True, verbose_name="remind")),
                (
                    "heads_up_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="0: none",
                        null=True,
                        verbose_name="days before, for a heads-up",
                    ),
                ),
                (
                    "again_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days until again"
                    ),
                ),
                (
                    "later_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days until later"
                    ),
                ),
                (
                    "escalate_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days until editors are told"
                    ),
                ),
                (
                    "repeat_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days between all that follow"
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder policy",
                "verbose_name_plural": "reminder policies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("project__isnull", False), ("question__isnull", True)),
                            models.Q(("project__isnull", True), ("question__isnull", False)),
                            _connector="OR",
                        ),
                        name="policy_of_a_project_or_a_question",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repeat_days__isnull", True), ("repeat_days__gte", 1), _connector="OR"
                        ),
                        name="policy_repeats_after_a_day_at_least",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("again_days__isnull", True),
                            ("later_days__isnull", True),
                            ("escalate_days__isnull", True),
                            models.Q(
                                ("again_days__lte", models.F("later_days")),
                                ("later_days__lte", models.F("escalate_days")),
                            ),
                            _connector="OR",
                        ),
                        name="policy_stages_follow_each_other",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ("question", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "position"), name="one_option_per_place"
                    ),
                    models.UniqueConstraint(
                        fields=("question", "label"), name="one_option_per_label"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="SHA-256 of the link"
                    ),
                ),
                ("act", models.CharField(max_length=20, verbose_name="act")),
                ("spent_at", models.DateTimeField(verbose_name="spent")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "spent link",
                "verbose_name_plural": "spent links",
            },
        ),
        migrations.AddField(
            model_name="forecast",
            name="question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forecasts",
                to="predictions.question",
                verbose_name="question",
            ),
        ),
        migrations.AddField(
            model_name="criteria",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="criteria_versions",
                to="predictions.question",
                verbose_name="question",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="No longer, once it was handed over or passed on.",
                        verbose_name="active",
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "reviewer"), name="one_assignment_per_reviewer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("prediction", models.JSONField(verbose_name="prediction")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("stated", "stated: from a data set, by a rule"),
                            ("default", "default: ignorance"),
                        ],
                        max_length=20,
                        verbose_name="origin",
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="data set and rule")),
                (
                    "hindsight",
                    models.CharField(
                        choices=[
                            ("prospective", "prospective: before the outcome could be known"),
                            ("blind", "blind: afterwards, without knowing it"),
                            ("retrospective", "retrospective: with hindsight"),
                        ],
                        max_length=20,
                        verbose_name="chosen",
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="set")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference forecast",
                "verbose_name_plural": "reference forecasts",
                "indexes": [
                    models.Index(
                        condition=models.Q(("number__gt", 1)),
                        fields=["question"],
                        name="reference_beside_another",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "number"), name="one_reference_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("origin", "default"),
                            models.Q(("source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="stated_reference_names_its_source",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="reference",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="predictions.reference",
                verbose_name="reference forecast",
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                (
                    "value",
                    models.JSONField(
                        help_text="true or false, a number, an option, a date, or “did not happen”.",
                        verbose_name="value",
                    ),
                ),
                ("sentence", models.CharField(max_length=500, verbose_name="as a sentence")),
                (
                    "quantity",
                    models.CharField(
                        blank=True,
                        help_text="What was measured, where it is not what the question asks; never adopted.",
                        max_length=300,
                        verbose_name="another quantity",
                    ),
                ),
                (
                    "observed_at",
                    models.DateTimeField(
                        help_text="When the source saw or counted it.",
                        null=True,
                        verbose_name="observed",
                    ),
                ),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                (
                    "known_at",
                    models.DateTimeField(
                        help_text="When the world could know, by this report.",
                        verbose_name="known at",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        related_name="reports", to="predictions.evidence", verbose_name="evidence"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome report",
                "verbose_name_plural": "outcome reports",
            },
        ),
        migrations.AddField(
            model_name="proposal",
            name="report",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="predictions.report",
                verbose_name="report to adopt",
            ),
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("annulled", "annulled"),
                            ("ambiguous", "ambiguous"),
                            ("condition_not_met", "condition not met"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "known_at",
                    models.DateTimeField(
                        help_text="When the world could know; later forecasts are not scored.",
                        verbose_name="known at",
                    ),
                ),
                ("rationale", models.TextField(blank=True, verbose_name="rationale")),
                ("resolved_at", models.DateTimeField(verbose_name="resolved")),
                (
                    "proposal",
                    models.OneToOneField(
                        help_text="Empty where one reviewer was enough and recorded it at once.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="predictions.proposal",
                        verbose_name="proposal",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="predictions.report",
                        verbose_name="adopted report",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="resolved by",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="predictions.resolution",
                        verbose_name="supersedes",
                    ),
                ),
            ],
            options={
                "verbose_name": "resolution",
                "verbose_name_plural": "resolutions",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", True)),
                        fields=("question",),
                        name="one_first_resolution_per_question",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "answered"), ("report__isnull", False)),
                            models.Q(
                                models.Q(("kind", "answered"), _negated=True),
                                ("report__isnull", True),
                                models.Q(("rationale", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resolution_adopts_a_report_or_says_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                (
                    "concerns",
                    models.CharField(
                        choices=[
                            ("quote", "a quote"),
                            ("attribution", "an attribution: who said it"),
                            ("coding", "a coding"),
                            ("criteria", "criteria"),
                            ("resolution", "a resolution"),
                        ],
                        max_length=20,
                        verbose_name="concerns",
                    ),
                ),
                ("text", models.TextField(verbose_name="objection")),
                (
                    "on_behalf_of",
                    models.CharField(
                        blank=True,
                        help_text="Somebody who is no member.",
                        max_length=300,
                        verbose_name="on behalf of",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="filed")),
                (
                    "late",
                    models.BooleanField(
                        default=False,
                        help_text="Filed after the days for objections; it can reopen the question all the same.",
                        verbose_name="late",
                    ),
                ),
                (
                    "upheld",
                    models.BooleanField(
                        help_text="Unknown until it is decided.", null=True, verbose_name="upheld"
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "uninvolved",
                    models.BooleanField(
                        help_text="No, where everybody who could decide had a hand in it.",
                        null=True,
                        verbose_name="decided by somebody uninvolved",
                    ),
                ),
                (
                    "coding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="predictions.coding",
                        verbose_name="coding",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="predictions.criteria",
                        verbose_name="criteria",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_objections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filed by",
                    ),
                ),
                (
                    "forecast",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="predictions.forecast",
                        verbose_name="forecast",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="predictions.resolution",
                        verbose_name="resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=["project", "id"],
                        name="objection_undecided",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concerns__in", ["quote", "attribution"]),
                                ("coding__isnull", True),
                                ("criteria__isnull", True),
                                ("forecast__isnull", False),
                                ("resolution__isnull", True),
                            ),
                            models.Q(
                                ("concerns", "coding"),
                                ("coding__isnull", False),
                                ("criteria__isnull", True),
                                ("forecast__isnull", True),
                                ("resolution__isnull", True),
                            ),
                            models.Q(
                                ("concerns", "criteria"),
                                ("coding__isnull", True),
                                ("criteria__isnull", False),
                                ("forecast__isnull", True),
                                ("resolution__isnull", True),
                            ),
                            models.Q(
                                ("concerns", "resolution"),
                                ("coding__isnull", True),
                                ("criteria__isnull", True),
                                ("forecast__isnull", True),
                                ("resolution__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_concerns_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="objection_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concerns", "resolution"), ("late", False), _connector="OR"
                        ),
                        name="only_resolutions_have_days_for_objections",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("reply", ""),
                                ("uninvolved__isnull", True),
                                ("upheld__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("uninvolved__isnull", False),
                                ("upheld__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_objection_has_a_reply",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "note",
                    models.TextField(
                        help_text="Whose account it follows, and why.", verbose_name="note"
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="set")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scenarios",
                        to="predictions.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "scenario",
                "verbose_name_plural": "scenarios",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "name"), name="one_scenario_per_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rules_version",
                    models.PositiveSmallIntegerField(verbose_name="version of the rules"),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("brier", "Brier score"),
                            ("rps", "ranked probability score"),
                            ("crps", "CRPS"),
                            ("absolute_error", "absolute error"),
                        ],
                        max_length=20,
                        verbose_name="scoring rule",
                    ),
                ),
                ("score", models.FloatField(verbose_name="score")),
                ("score_cautious", models.FloatField(verbose_name="score, cautious")),
                ("score_bold", models.FloatField(verbose_name="score, bold")),
                ("reference_score", models.FloatField(null=True, verbose_name="reference's score")),
                ("scale", models.FloatField(null=True, verbose_name="scale")),
                ("skill", models.FloatField(null=True, verbose_name="skill points")),
                (
                    "skill_cautious",
                    models.FloatField(null=True, verbose_name="skill points, cautious"),
                ),
                ("skill_bold", models.FloatField(null=True, verbose_name="skill points, bold")),
                ("skill_worst", models.FloatField(null=True, verbose_name="skill points at worst")),
                ("skill_best", models.FloatField(null=True, verbose_name="skill points at best")),
                ("log_score", models.FloatField(null=True, verbose_name="log score")),
                (
                    "log_clipped",
                    models.BooleanField(null=True, verbose_name="log score was clipped"),
                ),
                ("pit_lower", models.FloatField(null=True, verbose_name="PIT from")),
                ("pit_upper", models.FloatField(null=True, verbose_name="PIT to")),
                ("covered", models.BooleanField(null=True, verbose_name="inside the stated range")),
                ("scored_at", models.DateTimeField(verbose_name="scored")),
                (
                    "act",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The act that carries the count and digest of what was scored together.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="predictions.act",
                        verbose_name="scored by",
                    ),
                ),
                (
                    "coding",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="predictions.coding",
                        verbose_name="coding",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="predictions.reference",
                        verbose_name="reference forecast",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="predictions.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("coding", "report", "rules_version"),
                        name="one_score_per_coding_and_report",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondCoding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                (
                    "given",
                    models.CharField(
                        choices=[
                            ("text", "the clean text"),
                            ("spans", "the text, and where the forecasts stand"),
                        ],
                        max_length=10,
                        verbose_name="coded from",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("given_up_at", models.DateTimeField(null=True, verbose_name="given up")),
                (
                    "draft",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What will be the spans; empty once it is finished.",
                        verbose_name="marked so far",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_codings",
                        to="predictions.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "coder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_codings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="coder",
                    ),
                ),
            ],
            options={
                "verbose_name": "second coding",
                "verbose_name_plural": "second codings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "coder"), name="one_second_coding_per_coder"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at__isnull", True),
                            ("given_up_at__isnull", True),
                            _connector="OR",
                        ),
                        name="second_coding_ends_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                ("until", models.DateTimeField(verbose_name="until")),
                ("snoozed_at", models.DateTimeField(verbose_name="snoozed")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snoozes",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snoozes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "snooze",
                "verbose_name_plural": "snoozes",
                "indexes": [
                    models.Index(fields=["question", "reviewer", "until"], name="snooze_until")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                ("step", models.SmallIntegerField(verbose_name="step")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("heads_up", "heads-up"),
                            ("due", "due"),
                            ("again", "again"),
                            ("escalated", "escalated"),
                            ("snoozed", "after a snooze"),
                        ],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="planned")),
                (
                    "digest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="predictions.digest",
                        verbose_name="digest",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
                (
                    "snooze",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder",
                        to="predictions.snooze",
                        verbose_name="snooze",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest__isnull", True)),
                        fields=["reviewer", "question"],
                        name="reminder_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("snooze__isnull", True)),
                        fields=("question", "reviewer", "round", "step"),
                        name="one_reminder_per_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Span",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="from character")),
                ("end", models.PositiveIntegerField(verbose_name="to character")),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("binary", "yes or no"),
                            ("categorical", "one of several options"),
                            ("numeric", "a number"),
                            ("date", "a date"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("prediction", models.JSONField(null=True, verbose_name="prediction")),
                ("cautious", models.JSONField(null=True, verbose_name="cautious reading")),
                ("bold", models.JSONField(null=True, verbose_name="bold reading")),
                ("phrase", models.CharField(blank=True, max_length=300, verbose_name="as printed")),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stated", "stated: the author gave the number"),
                            ("lexicon", "lexicon"),
                            ("yardstick", "yardstick"),
                            (
                                "implicit certainty",
                                "implicit certainty: a convention of this house",
                            ),
                            ("judged", "judged"),
                        ],
                        max_length=20,
                        verbose_name="how it became a number",
                    ),
                ),
                (
                    "not_checkable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_act", "no act"),
                            ("no_date", "no date"),
                            ("no_measure", "no measure"),
                            ("intent", "intent, not an observable act"),
                            ("normative", "says what should be, not what will be"),
                            ("vague", "too vague"),
                        ],
                        max_length=20,
                        verbose_name="not checkable",
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=500, verbose_name="because")),
                (
                    "second_coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="predictions.secondcoding",
                        verbose_name="second coding",
                    ),
                ),
            ],
            options={
                "verbose_name": "span",
                "verbose_name_plural": "spans",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("second_coding", "start", "end"), name="one_span_per_place"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="span_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("not_checkable", ""),
                                ("prediction__isnull", False),
                                models.Q(("type", ""), _negated=True),
                                models.Q(("how", ""), _negated=True),
                            ),
                            models.Q(
                                ("how", ""),
                                ("prediction__isnull", True),
                                ("type", ""),
                                models.Q(("not_checkable", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="span_has_a_prediction_or_says_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ruling",
                    models.CharField(
                        choices=[
                            ("first", "the first reading stands"),
                            ("recoded", "the forecast was read anew"),
                            ("withdrawn", "the forecast was withdrawn"),
                            ("added", "a forecast was added"),
                        ],
                        max_length=20,
                        verbose_name="ruling",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("settled_at", models.DateTimeField(verbose_name="settled")),
                (
                    "forecast",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="predictions.forecast",
                        verbose_name="forecast",
                    ),
                ),
                (
                    "second_coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="predictions.secondcoding",
                        verbose_name="second coding",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "span",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement",
                        to="predictions.span",
                        verbose_name="span",
                    ),
                ),
            ],
            options={
                "verbose_name": "settlement",
                "verbose_name_plural": "settlements",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("second_coding", "forecast"), name="one_settlement_per_forecast"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forecast__isnull", False), ("span__isnull", False), _connector="OR"
                        ),
                        name="settlement_is_about_a_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="settlement_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("binary", "yes or no"),
                            ("categorical", "one of several options"),
                            ("numeric", "a number"),
                            ("date", "a date"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("stated", models.BooleanField(verbose_name="against stated references")),
                ("switches", models.PositiveSmallIntegerField(verbose_name="switches turned on")),
                ("mean", models.FloatField(verbose_name="mean skill points")),
                ("mean_cautious", models.FloatField(verbose_name="the same, cautious")),
                ("mean_bold", models.FloatField(verbose_name="the same, bold")),
                ("low", models.FloatField(null=True, verbose_name="from")),
                ("high", models.FloatField(null=True, verbose_name="to")),
                ("shrunk", models.FloatField(null=True, verbose_name="shrunk mean")),
                ("questions", models.PositiveIntegerField(verbose_name="questions")),
                ("events", models.PositiveIntegerField(verbose_name="events")),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="rank")),
                ("rank_first", models.PositiveIntegerField(null=True, verbose_name="rank at best")),
                ("rank_last", models.PositiveIntegerField(null=True, verbose_name="rank at worst")),
                ("basis", models.BigIntegerField(verbose_name="digest of the cells")),
                ("refreshed_at", models.DateTimeField(verbose_name="refreshed")),
                (
                    "forecaster",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="predictions.forecaster",
                        verbose_name="forecaster",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing",
                "verbose_name_plural": "standings",
                "indexes": [
                    models.Index(
                        fields=["project", "stated", "switches", "type", "rank", "-mean"],
                        name="standing_by_rank",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "type", "stated", "switches", "forecaster"),
                        name="one_standing_per_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="predictions.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "forecaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="predictions.forecaster",
                        verbose_name="forecaster",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "forecaster", "label"), name="one_statement_per_label"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="forecast",
            name="statement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forecasts",
                to="predictions.statement",
                verbose_name="statement",
            ),
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("url", models.URLField(max_length=1000, verbose_name="address")),
                ("events", models.JSONField(verbose_name="events")),
                ("secret", models.CharField(max_length=100, verbose_name="secret")),
                (
                    "former_secret",
                    models.CharField(blank=True, max_length=100, verbose_name="former secret"),
                ),
                (
                    "former_until",
                    models.DateTimeField(
                        help_text="So long messages are signed with both.",
                        null=True,
                        verbose_name="former secret counts until",
                    ),
                ),
                (
                    "since_leaf",
                    models.BigIntegerField(
                        help_text="What the ledger holds before it is not told.",
                        verbose_name="from leaf",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("disabled_at", models.DateTimeField(null=True, verbose_name="disabled")),
                ("disabled_because", models.TextField(blank=True, verbose_name="disabled because")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former_secret", ""), ("former_until__isnull", True)),
                            models.Q(
                                models.Q(("former_secret", ""), _negated=True),
                                ("former_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="former_secret_counts_for_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disabled_at__isnull", True), ("disabled_because", "")),
                            models.Q(
                                ("disabled_at__isnull", False),
                                models.Q(("disabled_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disabled_webhook_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        help_text="The same however often it is told.",
                        max_length=100,
                        verbose_name="id",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("question.due", "a question is due"),
                            ("outcome.proposed", "an outcome was proposed"),
                            ("outcome.resolved", "an outcome was adopted"),
                            ("outcome.objected", "an objection was filed"),
                            ("forecast.scored", "forecasts were scored"),
                            ("article.recorded", "an article was recorded"),
                        ],
                        max_length=30,
                        verbose_name="event",
                    ),
                ),
                ("body", models.TextField(verbose_name="body")),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("not_before", models.DateTimeField(verbose_name="not before")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted")),
                ("failed_at", models.DateTimeField(null=True, verbose_name="failed")),
                (
                    "last_status",
                    models.PositiveSmallIntegerField(null=True, verbose_name="last HTTP status"),
                ),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="predictions.subscription",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook message",
                "verbose_name_plural": "webhook messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("accepted_at__isnull", True), ("failed_at__isnull", True)
                        ),
                        fields=["not_before", "id"],
                        name="webhook_message_queue",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "message_id"), name="one_message_per_event"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            ("failed_at__isnull", True),
                            _connector="OR",
                        ),
                        name="message_is_not_accepted_and_failed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supposition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suppositions",
                        to="predictions.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suppositions",
                        to="predictions.report",
                        verbose_name="report",
                    ),
                ),
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suppositions",
                        to="predictions.scenario",
                        verbose_name="scenario",
                    ),
                ),
            ],
            options={
                "verbose_name": "supposition",
                "verbose_name_plural": "suppositions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scenario", "question"), name="one_supposition_per_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "constraints": [
                    models.UniqueConstraint(fields=("project", "name"), name="one_topic_per_name")
                ],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="topics",
            field=models.ManyToManyField(
                blank=True, related_name="events", to="predictions.topic", verbose_name="topics"
            ),
        ),
        migrations.CreateModel(
            name="Unread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reader",
                    models.CharField(
                        choices=[
                            ("ledger", "the ledger's sequence"),
                            ("scores", "scores"),
                            ("figures", "prepared figures"),
                        ],
                        max_length=20,
                        verbose_name="reader",
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unread",
                        to="predictions.act",
                        verbose_name="act",
                    ),
                ),
            ],
            options={
                "verbose_name": "unread act",
                "verbose_name_plural": "unread acts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reader", "act"), name="one_unread_act_per_reader"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", predictions.public_ids.PublicIdField()),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "content_type",
                    models.CharField(
                        help_text="By its content, whatever its name says.",
                        max_length=60,
                        verbose_name="content type",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="predictions.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sha256"), name="one_upload_per_content"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="predictions.upload",
                verbose_name="file",
            ),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.UniqueConstraint(
                fields=("forecast", "number"), name="one_coding_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.UniqueConstraint(
                fields=("project", "name"), name="one_outlet_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("project", "text_sha256"), name="one_article_per_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="criteria",
            constraint=models.UniqueConstraint(
                fields=("question", "number"), name="one_criteria_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("question",),
                name="one_proposal_waits_per_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "answered"), ("report__isnull", False)),
                    models.Q(
                        models.Q(("kind", "answered"), _negated=True),
                        ("report__isnull", True),
                        models.Q(("rationale", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="proposal_adopts_a_report_or_says_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="forecast",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("not_checkable", ""),
                        ("question__isnull", False),
                        ("statement__isnull", False),
                    ),
                    models.Q(
                        ("coding__isnull", True),
                        ("question__isnull", True),
                        models.Q(("not_checkable", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="forecast_answers_a_question_or_says_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                fields=("project", "name"), name="one_event_per_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("url", ""), _negated=True),
                    models.Q(("quotation", ""), _negated=True),
                    ("file__isnull", False),
                    _connector="OR",
                ),
                name="evidence_can_be_looked_at",
            ),
        ),
    ]
