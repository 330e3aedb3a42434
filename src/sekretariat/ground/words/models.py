"""The columns of every row that has a name people look for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import fold, sort_key


class Named(models.Model):
    """A pair of names with the two columns that sort and find them.

    `sort_key` follows the Albanian alphabet on both databases; `folded` is what a typed name is compared with.
    """

    name_sq = models.CharField(_("name in Albanian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    folded = models.CharField(max_length=700, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_sq

    def other_names(self) -> list[str]:
        """Further names by which the row is found: an abbreviation, say."""
        return []

    def save(self, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name_sq)[:200]
        self.folded = fold(" ".join([self.name_sq, self.name_en, *self.other_names()]))[:700]
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sort_key", "folded"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]
