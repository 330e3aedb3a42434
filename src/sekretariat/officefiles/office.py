"""Office documents as PDF, by the LibreOffice of the machine where it has one."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .errors import PdfError

__all__ = ["CONVERTED", "PdfError", "to_pdf"]

CONVERTED = frozenset({"docx", "xlsx", "pptx"})
MAX_SECONDS = 90
DETAIL_SHOWN = 500

# Whoever sent the document must not make the server fetch anything, nor run anything.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""  # noqa: E501


def to_pdf(data: bytes, *, kind: str) -> bytes:
    """The document as it prints. Raises PdfError: no_office (none on this machine), too_slow, crashed."""
    program = shutil.which("soffice")
    if program is None:
        raise PdfError("no_office")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        source = folder / f"document.{kind}"
        source.write_bytes(data)
        said = _run(program, source, folder)
        made = folder / "document.pdf"
        if not made.exists():
            raise PdfError("crashed", said[-DETAIL_SHOWN:])
        return made.read_bytes()


def _run(program: str, source: Path, folder: Path) -> str:
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--nologo", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    started = subprocess.Popen(  # noqa: S603  (our own names alone, nothing of the input on the command line)
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        # It starts processes of its own, which are to end with it.
        start_new_session=True,
        # A dead proxy: what the settings above should miss reaches nobody.
        env={"PATH": os.environ.get("PATH", ""), "HOME": str(folder)}
        | dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),
    )
    try:
        _out, said = started.communicate(timeout=MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        raise PdfError("too_slow") from error
    return said.decode(errors="replace")
