"""The record of a meeting: draft, circulated, remarked on, approved at a later meeting of the body."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.audit.models import Revised

from ..enums import MinutesKind, MinutesState


class Minutes(Revised):
    """One for each meeting. Its content is made from the rows; what was circulated or approved is kept as files."""

    meeting = models.OneToOneField("domain.Meeting", models.PROTECT, related_name="record")
    kind = models.CharField(_("kind"), max_length=10, choices=MinutesKind, default=MinutesKind.NOTES)
    state = models.CharField(_("state"), max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    circulated_on = models.DateField(_("circulated on"), null=True, blank=True)
    remarks_until = models.DateField(_("remarks until"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_at = models.ForeignKey(
        "domain.Meeting", models.PROTECT, null=True, blank=True, related_name="records_approved"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_circulated_have_their_day",
                condition=Q(state=MinutesState.DRAFT) | Q(circulated_on__isnull=False),
                violation_error_message=_("Minutes that were circulated have the day on which they were."),
            ),
            models.CheckConstraint(
                name="minutes_approved_have_their_day",
                condition=Q(state=MinutesState.APPROVED, approved_on__isnull=False)
                | ~Q(state=MinutesState.APPROVED) & Q(approved_on=None, approved_at=None),
                violation_error_message=_("Approved minutes have the day of their approval."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.meeting_id}"


class MinutesPaper(models.Model):
    """The minutes as they were circulated or approved: the file that went out, never made again."""

    minutes = models.ForeignKey("domain.Minutes", models.PROTECT, related_name="papers")
    state = models.CharField(max_length=12, choices=MinutesState)  # at which step it was made
    format = models.CharField(max_length=5)  # "docx" or "pdf"
    is_public = models.BooleanField(default=False)  # without what is restricted
    file = models.ForeignKey("ground.File", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "state", "format", "is_public"], name="minutes_paper_once")
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.state} {self.format}"


class MinutesRemark(models.Model):
    """What somebody remarks on circulated minutes, and what is done with it."""

    minutes = models.ForeignKey("domain.Minutes", models.PROTECT, related_name="remarks")
    institution = models.ForeignKey(
        "domain.Institution", models.PROTECT, null=True, blank=True, related_name="minutes_remarks"
    )
    said_by = models.CharField(_("by whom"), max_length=200)
    text = models.TextField(_("remark"))
    received_on = models.DateField(_("received on"))
    is_taken = models.BooleanField(_("taken"), null=True, blank=True)
    response = models.TextField(_("answer to the remark"), blank=True)
    responded_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="minutes_remark_refused_has_a_reason",
                condition=Q(is_taken=None) | Q(is_taken=True) | ~Q(response=""),
                violation_error_message=_("Say why the remark is not taken."),
            ),
            models.CheckConstraint(
                name="minutes_remark_answered_has_its_day",
                condition=Q(is_taken=None, responded_on=None) | Q(is_taken__isnull=False, responded_on__isnull=False),
                violation_error_message=_("An answered remark has the day of the answer."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
