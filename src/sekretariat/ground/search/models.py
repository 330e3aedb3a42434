"""The one table of what can be found. Its full-text index stands beside it (`index.py`)."""

from django.db import models


class Entry(models.Model):
    """What one row of another room is found by, who may find it, and what a list of hits shows of it.

    It points to nothing: `kind` and `key` name the row, `web` makes the link.
    """

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=40)
    title = models.TextField()
    text = models.TextField(blank=True)
    scopes = models.TextField()  # tokens of `scopes.py`, separated by spaces
    on = models.DateField(null=True)  # the day shown beside the title
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="entry_once_for_each_row")]

    def __str__(self) -> str:
        return self.title
