"""What a meeting is about, and its papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sekretariat.ground.files.enums import AccessLevel

from ..enums import ItemKind, ItemState, PaperKind


class AgendaItem(models.Model):
    """One point of the agenda. What it concerns stands in lower rows: a plan and its entries, a duty, a round of
    remarks, the minutes of an earlier meeting.
    """

    meeting = models.ForeignKey("domain.Meeting", models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("place in the agenda"))
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.DISCUSSION)
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    text_sq = models.TextField(_("what is to be decided, in Albanian"), blank=True)
    text_en = models.TextField(_("what is to be decided, in English"), blank=True)
    presenter = models.ForeignKey(
        "domain.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items_presented",
        verbose_name=_("presented by"),
    )
    presenter_institution = models.ForeignKey(
        "domain.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items_presented",
        verbose_name=_("presented by the institution"),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.OPEN)
    plan = models.ForeignKey("domain.Plan", models.PROTECT, null=True, blank=True, related_name="agenda_items")
    obligation = models.ForeignKey(
        "domain.Obligation", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    remarks_round = models.ForeignKey(
        "domain.RemarksRound", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    earlier = models.ForeignKey(
        "domain.Meeting", models.PROTECT, null=True, blank=True, related_name="later_items"
    )  # whose minutes are approved, or whose matters arise
    entries = models.ManyToManyField("domain.PlanEntry", through="domain.AgendaEntry", related_name="agenda_items")

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_item_in_order")]
        constraints = [
            models.CheckConstraint(
                name="agenda_item_names_what_it_concerns",
                condition=~Q(kind__in=[ItemKind.VALIDATION, ItemKind.CALENDARS, ItemKind.ADOPTION], plan=None)
                & ~Q(kind=ItemKind.LAST_MINUTES, earlier=None),
                violation_error_message=_("Choose the plan, or the earlier meeting, that the item is about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title_sq}"


class AgendaEntry(models.Model):
    """A measure that the item brings to the body."""

    item = models.ForeignKey("domain.AgendaItem", models.CASCADE, related_name="item_entries")
    entry = models.ForeignKey("domain.PlanEntry", models.PROTECT, related_name="item_entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "entry"], name="agenda_entry_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.entry_id}"


class MeetingPaper(models.Model):
    """A document of the meeting, perhaps of one item: a file, a letter, an edition; agenda and attendance list are
    made from the rows and have none of them.
    """

    meeting = models.ForeignKey("domain.Meeting", models.CASCADE, related_name="papers")
    item = models.ForeignKey("domain.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="papers")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind, default=PaperKind.OTHER)
    title_sq = models.CharField(_("title in Albanian"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    access = models.CharField(_("who may read it"), max_length=20, choices=AccessLevel, default=AccessLevel.INTERNAL)
    file = models.ForeignKey("ground.File", models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey("domain.Letter", models.PROTECT, null=True, blank=True, related_name="meeting_papers")
    edition = models.ForeignKey("domain.Edition", models.PROTECT, null=True, blank=True, related_name="meeting_papers")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_paper_is_one_thing",
                condition=Q(file=None, letter=None) | Q(file=None, edition=None) | Q(letter=None, edition=None),
                violation_error_message=_("A paper is a file, a letter or an edition: one of them."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "letter"],
                name="meeting_paper_letter_once",
                violation_error_message=_("This letter is among the papers already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_sq
