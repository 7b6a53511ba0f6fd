"""Makes a PDF of a DOCX, the warm way or the cold one, and lets none go out that does not say the same."""

from __future__ import annotations

import copy
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.convert.cold import ColdWay, Job
from service.convert.cold import ConvertLimits as ConvertLimits
from service.convert.docx_text import read_docx_text
from service.convert.installation import ConverterInfo
from service.convert.lean import LeanDocx
from service.convert.package_check import SoundDocx, check_package
from service.convert.pdf_facts import PdfFacts, PdfMeta, TextDiffers
from service.convert.process import Aside
from service.convert.table_rows import with_lines_kept
from service.convert.text_match import ExpectedText
from service.convert.warm.office import NoOffice, OfficeLost
from service.convert.warm.pool import PoolLimits
from service.convert.warm.state import PoolState, why_cold
from service.convert.warm.way import Batch, Kept, WarmWay, Way, WayLimits, options_of
from service.errors import ConversionError, ConversionFailed
from service.settings import Settings

DOCX_FILTER, DOC_FILTER = "MS Word 2007 XML", "MS Word 97"
# So many documents of one sender a fork does.
DOCUMENTS_EACH = 20
NOT_ASKED = "cấu hình không yêu cầu giữ"
_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())
EXPORT_OPTIONS = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportBookmarksToPDFDestination": ("boolean", "true"),  # where papers begin in a packed document
    "ExportFormFields": ("boolean", "false"),
    "UseLosslessCompression": ("boolean", "true"),
    "ReduceImageResolution": ("boolean", "false"),
}


def _pdf_job() -> Job:
    return Job(DOCX_FILTER, ".docx", ".pdf", f"pdf:writer_pdf_Export:{options_of(EXPORT_OPTIONS)}")


@dataclass(frozen=True)
class Converted:
    """A sound PDF and what was found in it."""

    pdf: bytes
    facts: PdfFacts


class Converter:
    """One LibreOffice with its limits; what it finds out about the machine it keeps for its own lifetime.

    Safe in threads: conversions share nothing but what `probe` found.
    """

    def __init__(
        self,
        program_folder: Path | None = None,
        limits: ConvertLimits | None = None,
        *,
        work_root: Path | None = None,
        kept: Kept | None = None,
    ) -> None:
        """`program_folder` holds `soffice` (None: look for it); work folders are made in `work_root` or TMPDIR.

        With `kept` a LibreOffice is kept ready from the first conversion on, where this machine allows it; `close`
        ends it. Without, each conversion starts its own.
        """
        self._limits = limits or ConvertLimits()
        self._cold = ColdWay(program_folder, self._limits, work_root)
        self._work_root = work_root
        self._kept = kept
        self._lean = LeanDocx()
        self._making_way = threading.Lock()
        self._way: WarmWay | None = None
        self._batch: Batch | None = None

    def probe(self) -> ConverterInfo:
        """What is there, without converting anything.

        Raises:
            ConverterMissing: no LibreOffice, or a tool to bound it with is missing.
        """
        return self._cold.found[0]

    def way(self) -> Way:
        """Which way a DOCX goes here; a LibreOffice to be kept is started for it.

        Raises:
            ConverterMissing: there is no LibreOffice.
        """
        warm = self._warm()
        if warm is None:
            return Way("cold", NOT_ASKED)
        try:
            warm.warm_up()
        except OfficeLost as error:
            return Way("cold", why_cold(str(error)))
        return Way("warm", "", warm.cage.kind, warm.has_walls)

    def state(self) -> PoolState:
        """How the kept LibreOffice stands; nothing is started for it, and it waits for nothing."""
        way = self._way
        if way is not None:
            return way.state()
        return PoolState("cold", NOT_ASKED if self._kept is None else why_cold(""))

    def memory_kb(self) -> int | None:
        """The memory of the kept LibreOffice and its forks in kilobytes, what they share counted once.

        None where none runs, or the system does not tell.
        """
        way = self._way
        return None if way is None else way.memory_kb()

    @contextmanager
    def for_batch(self, documents_each: int = DOCUMENTS_EACH) -> Iterator[Converter]:
        """A converter for the documents of one sender, to be used within the block.

        Where a LibreOffice is kept, its forks do up to `documents_each` of these documents, one after the other,
        and no others. That saves making a fork for each; what one document does to its fork may reach another of
        the same sender.

        Raises:
            ConverterMissing: there is no LibreOffice.
        """
        warm = self._warm()
        if warm is None:
            yield self
            return
        with warm.batch(documents_each) as batch:
            other = copy.copy(self)
            other._batch = batch
            yield other

    def close(self) -> None:
        """Ends a LibreOffice that is kept; another is started when one is needed. Not for that of a batch to do."""
        if self._batch is not None:
            return
        with self._making_way:
            way, self._way = self._way, None
        if way is not None:
            way.close()

    def to_pdf(self, docx: bytes, meta: PdfMeta, meanwhile: Callable[[], object] | None = None) -> bytes:
        """The PDF of a DOCX; see `convert`."""
        return self.convert(docx, meta, meanwhile).pdf

    def convert(self, docx: bytes, meta: PdfMeta, meanwhile: Callable[[], object] | None = None) -> Converted:
        """The PDF of a DOCX: tagged, PDF/A-2b by its claim, fonts embedded, saying what the DOCX says.

        `meanwhile` is done once, while LibreOffice works.

        Raises:
            TemplateError: the DOCX holds what no paper of ours may hold.
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConverterBusy: too many documents wait for the kept LibreOffice.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no PDF, or one that is not sound.
        """
        if not isinstance(docx, SoundDocx):
            docx = check_package(docx)
        expected: list[ExpectedText] = []

        def prepare() -> None:
            if not expected:
                # The first time in a process, its libraries are loaded while LibreOffice works.
                import service.convert.pdf  # noqa: F401

                expected.append(read_docx_text(docx))
                if meanwhile is not None:
                    meanwhile()

        try:
            return self._sound(docx, meta, expected, prepare)
        except TextDiffers as difference:
            # LibreOffice loses rows of some tables. What is made in the other way has to pass the same checks.
            other = with_lines_kept(docx)
            if other is None:
                raise
            try:
                return self._sound(other, meta, expected, prepare)
            except ConversionError:
                raise difference from None

    def _sound(
        self, docx: bytes, meta: PdfMeta, expected: Sequence[ExpectedText], prepare: Callable[[], None]
    ) -> Converted:
        """A PDF that says what is expected; `prepare` puts there what that is."""
        raw, said = self._make_pdf(self._lean.of(docx), prepare)
        prepare()
        from service.convert.pdf import complete_sound

        try:
            return Converted(*complete_sound(raw, meta, expected[0], self._limits.pages))
        except ConversionFailed as error:
            error.technical = f"{error.technical}\n{said}".strip()
            if self._batch is not None:
                self._batch.lease.renew()
            raise

    def whole_of(self, packed: SoundDocx, meanwhile: Callable[[], object] | None = None) -> bytes:
        """The pages of a packed document as LibreOffice made them; each paper split off it is checked by itself.

        Only for `service.convert.packed`. Raises what `pages_of` raises, and ConverterBusy.
        """
        return self._make_pdf(self._lean.of(packed), meanwhile)[0]

    def pages_of(self, docx: bytes) -> bytes:
        """The pages of somebody else's DOCX as a PDF to be looked at; what it says is not compared.

        Only for a file that was let in at the door (`service.the_thuc.intake`): it is held to less than a paper of
        ours.

        Raises:
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no PDF.
        """
        return self._make_pdf(docx)[0]

    def to_docx(self, doc: bytes) -> bytes:
        """A Word document of the old kind (.doc) as DOCX. Only for a file that was let in at the door.

        Raises:
            ConverterMissing: there is no LibreOffice, or it does not start.
            ConversionTimeout: the deadline passed.
            ConversionFailed: LibreOffice made no DOCX.
        """
        return self._cold.make(doc, Job(DOC_FILTER, ".doc", ".docx", f"docx:{DOCX_FILTER}"))[0]

    def _make_pdf(self, docx: bytes, meanwhile: Callable[[], object] | None = None) -> tuple[bytes, str]:
        """What LibreOffice makes of it, and what it said; `meanwhile` may be done twice where a host is lost."""
        warm = self._warm()
        if warm is None:
            return self._make_cold(docx, meanwhile)
        try:
            return warm.make(docx, meanwhile, self._batch)[0], ""
        except NoOffice as error:
            _LOG.info("a document goes the cold way: %s", error)
        # No more at once than on the other way: a LibreOffice of its own needs more than a fork.
        with warm.place():
            return self._make_cold(docx, meanwhile)

    def _make_cold(self, docx: bytes, meanwhile: Callable[[], object] | None) -> tuple[bytes, str]:
        aside = Aside(meanwhile)
        made = self._cold.make(docx, _pdf_job(), aside)
        aside.raise_error()
        return made

    def _warm(self) -> WarmWay | None:
        """The way over a kept LibreOffice, which may have none now; None where none is to be kept."""
        if self._way is not None or self._kept is None:
            return self._way
        info, kept = self.probe(), self._kept
        with self._making_way:
            if self._way is None:
                limits = WayLimits(
                    memory_mb=self._limits.memory_mb,
                    output_mb=self._limits.output_mb,
                    open_files=self._limits.open_files,
                    pool=PoolLimits(kept.workers, kept.waiting, kept.wait_s, self._limits.timeout_s),
                )
                self._way = WarmWay(
                    info,
                    limits,
                    form="pdf",
                    options=options_of(EXPORT_OPTIONS),
                    samples=kept.samples,
                    work_root=self._work_root,
                )
            return self._way


def build_converter(settings: Settings, samples: tuple[bytes, ...] | None = None) -> Converter:
    """The converter that the settings describe; with `samples` it keeps a LibreOffice ready, see `Kept`."""
    limits = ConvertLimits(timeout_s=settings.convert_timeout_s, memory_mb=settings.convert_memory_mb)
    kept = None
    if samples is not None and settings.convert_way == "auto":
        kept = Kept(settings.convert_workers, settings.convert_queue, settings.convert_wait_s, samples)
    return Converter(settings.soffice_folder, limits, kept=kept)
