"""PDF from a typst source and values."""

import datetime
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from .errors import PdfError
from .pdf_child import BROKEN_SOURCE
from .values import plain

__all__ = ["PdfError", "compile"]

CHILD = Path(__file__).with_name("pdf_child.py")
MAX_SECONDS = 30
DETAIL_SHOWN = 2000


def compile(  # noqa: A001  (read as `pdf.compile`)
    source: str, *, values: Mapping[str, object], timestamp: datetime.datetime
) -> bytes:
    """The tagged PDF. The source finds the values as `data`, and only the fonts that typst carries.

    The same source, values and moment always give the same bytes.
    """
    order = {"source": source, "values": plain(values), "timestamp": int(timestamp.timestamp())}
    with tempfile.TemporaryDirectory() as empty:  # the only folder the source can read from
        try:
            done = subprocess.run(  # noqa: S603  (our own script, nothing of the input on the command line)
                [sys.executable, "-I", str(CHILD)],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=MAX_SECONDS,
                cwd=empty,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PdfError("too_slow") from error
    if done.returncode == BROKEN_SOURCE:
        raise PdfError("broken_source", done.stdout.decode(errors="replace")[:DETAIL_SHOWN])
    if done.returncode:
        raise PdfError("crashed", done.stderr.decode(errors="replace")[-DETAIL_SHOWN:])
    return done.stdout
