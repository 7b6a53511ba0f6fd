"""The exception tree, the stable error codes, and the one shape of a problem.

VanThuError                      everything we raise on purpose
 ├─ InputError                   the sender can mend it
 │   ├─ SourceUnreadable         not JSON, wrong encoding, too large
 │   ├─ RecordInvalid            readable, but not a valid document: carries every problem at once
 │   └─ FileRefused              a file brought to be checked is none we read, or is dangerous to read
 │       ├─ DocxUnreadable       let in, and no Word document to the reader (service.the_thuc.docx.package)
 │       └─ PdfUnreadable        let in, and cannot be measured (service.the_thuc.pdf.document)
 ├─ RuleSetInvalid               a rule file is wrong: the maintainer can mend it
 ├─ KindInvalid                  the description of an office's own kind is wrong: its author can mend it
 ├─ OfficeInvalid                an office's profile does not hold together: its keeper can mend it
 ├─ TemplateError                the template's owner can mend it
 ├─ ConversionError              the operator can mend it
 │   ├─ ConverterMissing         LibreOffice is not there
 │   ├─ ConverterBusy            no free place to convert in
 │   ├─ ConversionTimeout        the deadline passed
 │   └─ ConversionFailed         no PDF, or not a sound one
 └─ OutputNotWritable            the place asked for cannot be written

The core knows neither HTTP nor exit codes; `service.cli` and `service.web` translate, each with one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable names of what went wrong; wording stands in `service.messages`."""

    SOURCE_UNREADABLE = "source-unreadable"
    SOURCE_TOO_LARGE = "source-too-large"
    RECORD_INVALID = "record-invalid"
    FILE_EMPTY = "file-empty"
    FILE_TOO_LARGE = "file-too-large"
    FILE_KIND_UNKNOWN = "file-kind-unknown"
    FILE_BROKEN = "file-broken"
    FILE_ENCRYPTED = "file-encrypted"
    FILE_BAD_NAMES = "file-bad-names"
    FILE_TOO_COMPLEX = "file-too-complex"
    FILE_TOO_MANY_PAGES = "file-too-many-pages"
    FILE_HAS_MACROS = "file-has-macros"
    FILE_HAS_EMBEDDED = "file-has-embedded"
    FILE_HAS_DOCTYPE = "file-has-doctype"
    FILE_REACHES_OUT = "file-reaches-out"
    FILE_NOT_A_PAPER = "file-not-a-paper"
    FILE_SCANNED = "file-scanned"
    RULE_SET_INVALID = "rule-set-invalid"
    KIND_INVALID = "kind-invalid"
    OFFICE_INVALID = "office-invalid"
    TEMPLATE_NOT_FOUND = "template-not-found"
    TEMPLATE_BROKEN = "template-broken"
    PLACEHOLDER_MISMATCH = "placeholder-mismatch"
    CONTENT_LOST = "content-lost"
    CONVERTER_MISSING = "converter-missing"
    CONVERTER_BUSY = "converter-busy"
    CONVERSION_TIMEOUT = "conversion-timeout"
    CONVERSION_FAILED = "conversion-failed"
    CONVERSION_UNSOUND = "conversion-unsound"
    OUTPUT_NOT_WRITABLE = "output-not-writable"


@dataclass(frozen=True)
class Problem:
    """One thing wrong in an input: where (JSON pointer, "" is the whole) and a Vietnamese sentence."""

    pointer: str
    code: str
    message: str
    row: int | None = None
    column: str | None = None


class VanThuError(Exception):
    """Base of all; `details` fill the wording and are safe to show, `technical` is only for the log."""

    default_code = ErrorCode.RECORD_INVALID

    def __init__(self, code: ErrorCode | None = None, *, technical: str = "", **details: object) -> None:
        self.code = code or self.default_code
        self.details = details
        self.technical = technical
        super().__init__(self.code.value)


class InputError(VanThuError):
    """The sender can mend it."""


class SourceUnreadable(InputError):
    """The input cannot be read at all."""

    default_code = ErrorCode.SOURCE_UNREADABLE


class RecordInvalid(InputError):
    """The input is readable but not a valid document; `problems` holds every one found."""

    default_code = ErrorCode.RECORD_INVALID

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(count=len(problems))


class FileRefused(InputError):
    """A file is not let in; details: `reason`, and what its code's wording asks for.

    Raised where a package of Word is read, too: whoever reads one of ours says there whose fault it is.
    """

    default_code = ErrorCode.FILE_BROKEN

    @property
    def reason(self) -> str:
        """What is wrong, as a Vietnamese phrase without a full stop."""
        return str(self.details.get("reason", ""))


class RuleSetInvalid(VanThuError):
    """A rule file does not hold together; details: `file`, `place`, `reason`."""

    default_code = ErrorCode.RULE_SET_INVALID


class KindInvalid(VanThuError):
    """A file that describes a kind does not hold together; details: `file`, `reason`."""

    default_code = ErrorCode.KIND_INVALID


class OfficeInvalid(VanThuError):
    """A file with an office's profile does not hold together; `problems` holds every one, each with its place in it."""

    default_code = ErrorCode.OFFICE_INVALID

    def __init__(self, file: str, problems: tuple[Problem, ...], *, technical: str = "") -> None:
        self.file = file
        self.problems = problems
        told = " ".join(f"{problem.pointer}: {problem.message}".removeprefix(": ") for problem in problems)
        super().__init__(file=file, count=len(problems), problems=told, technical=technical)


class TemplateError(VanThuError):
    """The template's owner can mend it."""

    default_code = ErrorCode.TEMPLATE_BROKEN


class ConversionError(VanThuError):
    """The operator can mend it."""

    default_code = ErrorCode.CONVERSION_FAILED


class ConverterMissing(ConversionError):
    """LibreOffice is not installed or not where the settings say."""

    default_code = ErrorCode.CONVERTER_MISSING


class ConverterBusy(ConversionError):
    """No free place to convert in within the waiting time."""

    default_code = ErrorCode.CONVERTER_BUSY


class ConversionTimeout(ConversionError):
    """The deadline passed and the processes were killed."""

    default_code = ErrorCode.CONVERSION_TIMEOUT


class ConversionFailed(ConversionError):
    """LibreOffice made no PDF, or one that is not sound."""

    default_code = ErrorCode.CONVERSION_FAILED


class OutputNotWritable(VanThuError):
    """The place asked for cannot be written; details: `path`, `reason`."""

    default_code = ErrorCode.OUTPUT_NOT_WRITABLE
