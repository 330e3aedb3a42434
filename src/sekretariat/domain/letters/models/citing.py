"""The acts that a letter cites, kept as values: an act that is entered later is found by them too."""

from django.db import models

from sekretariat.domain.acts.models import Act


class CitedAct(models.Model):
    """An act as the subject or the text of a letter cites it, with its year. It names no row of the acts."""

    letter = models.ForeignKey("domain.Letter", models.CASCADE, related_name="cited_acts")
    type = models.CharField(max_length=20)  # a `CitedType`, which are types of acts too
    number = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["type", "number", "year"], name="cited_act_by_key")]
        constraints = [models.UniqueConstraint(fields=["letter", "type", "number", "year"], name="cited_act_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.number}/{self.year}"

    @property
    def label(self) -> str:
        """As it is called where the act is not entered: "VKM 422/2020"."""
        return str(Act(type=self.type, number=self.number, year=self.year))
