"""Who is invited, what they answer, and who was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.domain.bodies.enums import SeatRole, Side
from sekretariat.ground.audit.models import Revised

from ..enums import InvitationReply, Presence


class Attendance(Revised):
    """One place at a meeting: who was invited to it as of the day, what they answered, who was there.

    Names stand by value, as on the attendance list: `person` is the row where there is one. `is_member` says whether
    the place counts for the quorum. `role` is the seat's, empty for coordinators and guests without a seat.
    """

    meeting = models.ForeignKey("domain.Meeting", models.CASCADE, related_name="attendances")
    position = models.PositiveSmallIntegerField(default=0)
    institution = models.ForeignKey(
        "domain.Institution", models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    institution_name = models.CharField(_("institution, as on the list"), max_length=300, blank=True)
    person = models.ForeignKey("domain.Person", models.PROTECT, null=True, blank=True, related_name="attendances")
    name = models.CharField(_("name, as on the list"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    seat = models.ForeignKey("domain.Seat", models.PROTECT, null=True, blank=True, related_name="attendances")
    mandate = models.ForeignKey("domain.Mandate", models.PROTECT, null=True, blank=True, related_name="attendances")
    role = models.CharField(_("role"), max_length=20, choices=SeatRole, blank=True)
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)
    is_member = models.BooleanField(_("counts for the quorum"), default=False)
    is_invited = models.BooleanField(_("invited"), default=True)  # else came without an invitation
    reply = models.CharField(_("answer to the invitation"), max_length=12, choices=InvitationReply, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    reply_note = models.CharField(_("note"), max_length=500, blank=True)
    substitute_name = models.CharField(_("name of the substitute"), max_length=200, blank=True)
    substitute_function = models.CharField(_("function of the substitute"), max_length=200, blank=True)
    substitute_email = models.EmailField(_("e-mail of the substitute"), blank=True)
    presence = models.CharField(_("presence"), max_length=12, choices=Presence, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["institution", "meeting"], name="attendance_of_institution")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "seat", "person"],
                condition=Q(seat__isnull=False, person__isnull=False),
                name="attendance_of_seat_once",
            ),
            models.CheckConstraint(
                name="attendance_names_somebody",
                condition=~Q(name="", institution_name=""),
                violation_error_message=_("Write the name, or the institution."),
            ),
            models.CheckConstraint(
                name="attendance_substitute_has_a_name",
                condition=~Q(reply=InvitationReply.SUBSTITUTE) | ~Q(substitute_name=""),
                violation_error_message=_("Write the name of the substitute."),
            ),
            models.CheckConstraint(
                name="attendance_represented_by_somebody",
                condition=~Q(presence=Presence.REPRESENTED) | ~Q(substitute_name=""),
                violation_error_message=_("Write who represented them."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.institution_name


class Invitation(models.Model):
    """The way of one invited person to one meeting's answer. The token is derived and its hash kept, as for links."""

    attendance = models.ForeignKey("domain.Attendance", models.CASCADE, related_name="invitations")
    email = models.EmailField(_("sent to"))
    nonce = models.CharField(max_length=43)
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.attendance_id} → {self.email}"
