"""The row of a file. Whoever may see its owner may see it; the owner keeps the link."""

import io

from django.db import models
from django.utils.translation import gettext as _

from . import store
from .enums import AccessLevel
from .errors import ContentMissing
from .names import MAX_LENGTH


class File(models.Model):
    """A content under a name. Many files may share one content, each with its own owner and access."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=MAX_LENGTH)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)  # by its content, never what the sender claimed
    access = models.CharField(max_length=20, choices=AccessLevel)
    uploaded_by_person = models.BigIntegerField(null=True)  # no foreign key: persons stand above
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="file_access_is_a_level", condition=models.Q(access__in=AccessLevel.values)),
        ]

    def __str__(self) -> str:
        return self.name

    def open(self) -> io.BufferedReader:
        """The content, for reading. Raises ContentMissing when it is gone from the store."""
        try:
            return store.open(self.sha256)
        except FileNotFoundError as error:
            raise ContentMissing(
                _("The content of “%(name)s” is missing. Tell the administrator.") % {"name": self.name}
            ) from error
