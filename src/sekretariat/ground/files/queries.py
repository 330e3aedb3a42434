"""Reading over the files."""

from . import store
from .models import File


def missing_contents() -> list[File]:
    """The files whose content is gone from the store: what `/healthz` and a restored backup must name."""
    return [file for file in File.objects.order_by("id").iterator() if not store.exists(file.sha256)]
