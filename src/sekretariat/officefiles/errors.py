"""What can go wrong with a file. Codes are stable and details are values: sentences are made by those who call."""


class UnsafeFile(Exception):
    """The upload is not taken. `detail` holds what was found, by name.

    Codes: empty, too_large, unknown_type, wrong_extension, macros, too_many_entries, expands_too_much, bad_zip,
    has_dtd, encrypted.
    """

    def __init__(self, reason_code: str, **detail: object) -> None:
        super().__init__(reason_code, detail)
        self.code = reason_code
        self.detail = detail


class OfficeFileError(Exception):
    """Base of the others. `detail` is the piece of the file, or of what its reader said, that shows the place."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class BadTemplate(OfficeFileError):
    """not_docx; broken_tag, forbidden_tag, tangled_blocks (detail: the tag); unknown_field (detail: its name)."""


class UnreadableDocument(OfficeFileError):
    """not_docx."""


class PdfError(OfficeFileError):
    """broken_source (detail: typst's diagnostic), too_slow, crashed (detail: the end of the child's output);
    encrypted, damaged (detail: what its reader said), no_office (no LibreOffice on this machine).
    """


class UnreadableMail(OfficeFileError):
    """not_mail, damaged (detail: the file's name)."""


class UnreadableSheets(OfficeFileError):
    """damaged (detail: what its reader said), too_large, too_many_rows (detail: how many are read), not_text,
    broken_csv (detail: the line).
    """
