"""Who uses Foresaid, and in which project with which role."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from predictions.public_ids import PublicIdField
from predictions.wording import YARDSTICKS


class UserManager(BaseUserManager["User"]):
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in, by e-mail address."""

    unledgered: ClassVar = {"password", "last_login"}

    class Theme(models.TextChoices):
        AUTO = "auto", _("as the system has it")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    theme = models.CharField(_("colours"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_staff = models.BooleanField(_("may open the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"))

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="email_address_is_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Project(models.Model):
    """One record kept by one group, with its house conventions."""

    REVIEWERS_NEEDED = [(1, _("one")), (2, _("two: a second one confirms"))]

    public_id = PublicIdField()
    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    yardstick = models.CharField(
        _("yardstick"),
        max_length=20,
        blank=True,
        choices=[(key, key.upper().replace("_", " ")) for key in sorted(YARDSTICKS)],
        help_text=_("An official scale of words that goes before the lexicon."),
    )
    implicit_certainty = models.FloatField(
        _("implicit certainty"),
        default=0.95,
        help_text=_("How a bare “will” is read: a convention of this house, labelled as such."),
    )
    implicit_certainty_cautious = models.FloatField(_("its cautious reading"), default=0.90)
    implicit_certainty_bold = models.FloatField(_("its bold reading"), default=1.00)
    reviewers_needed = models.PositiveSmallIntegerField(
        _("reviewers needed"),
        default=1,
        choices=REVIEWERS_NEEDED,
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days for objections"),
        default=7,
        help_text=_("Afterwards a resolution is closed; a later objection can still reopen it."),
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(implicit_certainty_cautious__gte=0.5)
                & Q(implicit_certainty__gte=F("implicit_certainty_cautious"))
                & Q(implicit_certainty_bold__gte=F("implicit_certainty"))
                & Q(implicit_certainty_bold__lte=1),
                name="implicit_certainty_lies_between_its_readings",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """Days on which a user is away; what is asked of them is passed on."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="absences"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), help_text=_("The last day away."))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.starts_on} to {self.ends_on}"


class Membership(models.Model):
    """A user's role in a project. Whoever leaves keeps the row, and has none (`memberships()`)."""

    class Role(models.TextChoices):
        VIEWER = "viewer", _("viewer")
        CODER = "coder", _("coder")
        REVIEWER = "reviewer", _("reviewer")
        EDITOR = "editor", _("editor")
        ADMINISTRATOR = "administrator", _("administrator")

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Role,
        blank=True,
        help_text=_("Empty: no longer a member."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="one_role_per_member"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} of {self.project}"


class ApiKey(models.Model):
    """Lets a program act as its user, within the key's scopes. The secret itself is not kept."""

    # When it was used changes without an operation; its hash must not be spread further.
    unledgered: ClassVar = {"secret_sha256", "last_used_at"}

    class Scope(models.TextChoices):
        """What a key may be used for; each covers the operations of certain roles."""

        READ = "read", _("read")
        RECORD = "record", _("record")
        REVIEW = "review", _("review")
        ADMIN = "admin", _("administer")

    public_id = PublicIdField()
    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="api_keys"
    )
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(_("begins with"), max_length=16, unique=True)
    secret_sha256 = models.CharField(_("SHA-256 of the secret"), max_length=64)
    scopes = models.JSONField(_("scopes"))
    per_minute = models.PositiveIntegerField(_("requests a minute"), default=600)
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("created_at")),
                name="key_expires_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(per_minute__gte=1), name="key_may_be_used"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class IdempotencyKey(models.Model):
    """A request that has been answered: the same one again gets the same answer, and acts once.

    Written in the transaction of the act, so that there is an act exactly where there is a row.
    """

    ledgered: ClassVar = False

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE)
    key = models.CharField(_("key"), max_length=200)
    digest = models.CharField(_("SHA-256 of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    answer = models.TextField(
        _("answer"), blank=True, help_text=_("Empty where it held a secret, which is not kept.")
    )
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_act_per_idempotency_key"),
        ]
        indexes = [models.Index(fields=["answered_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
