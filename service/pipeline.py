"""The order of the steps from a raw record to a finished paper; every entrance goes through `Producer`."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, get_args

from schemas.base import VanBan
from schemas.catalog import load_kinds
from schemas.relations import rule_set_of
from service.convert.package_check import KnownParts, SoundDocx, check_package
from service.convert.pdf_facts import PdfMeta
from service.convert.soffice import Converter, build_converter
from service.errors import TemplateError
from service.file_names import file_stem, is_draft
from service.findings import Finding, join_findings
from service.merge.context import build_context
from service.merge.look import Look
from service.merge.render import Rendered, render_docx
from service.merge.shelf import TemplateShelf
from service.offices.resolve import resolve_record
from service.offices.shelf import Office, OfficeShelf
from service.rules.model import Khoi, RuleSet
from service.settings import Settings

# The kind that is made most.
_USUAL = "cong_van"


@dataclass(frozen=True)
class Produced:
    """A finished paper: both files, what was noticed, and a name for the files without an ending.

    A draft has no number yet, and a name that other drafts of its kind have too.
    """

    docx: bytes
    pdf: bytes | None
    findings: tuple[Finding, ...]
    file_stem: str
    rule_set: str
    template_version: str
    is_draft: bool = False


class _FormCheck:
    """What the checker finds in the files of a paper made here; what it cannot tell is left out.

    The checker is loaded when it is needed, which for the first paper of a process is while LibreOffice works.
    """

    def __init__(self, docx: bytes, rule_set: RuleSet) -> None:
        self._docx = docx
        self._rule_set = rule_set
        self._of_docx: tuple[Finding, ...] = ()

    def look_at_docx(self) -> None:
        """Checks the DOCX, which there is time for while LibreOffice makes the PDF."""
        from service.the_thuc.checker import check_docx
        from service.the_thuc.locate.locate import Given

        self._of_docx = check_docx(self._docx, Given(rule_set=self._rule_set)).findings

    def findings(self, pdf: bytes | None) -> tuple[Finding, ...]:
        """What is found in both files, the DOCX looked at before, the PDF if there is one."""
        from service.the_thuc.checker import check_pdf, merge_findings
        from service.the_thuc.locate.locate import Given

        of_pdf = () if pdf is None else check_pdf(pdf, Given(rule_set=self._rule_set)).findings
        return merge_findings(self._of_docx, of_pdf)


@dataclass(frozen=True)
class Unfinished:
    """A paper whose DOCX is made and may be converted; `check` it before it is handed out, then `finish` it."""

    docx: SoundDocx
    meta: PdfMeta
    rendered: Rendered
    form: _FormCheck | None
    noticed: tuple[Finding, ...]
    file_stem: str
    rule_set: str
    template_version: str
    is_draft: bool

    def check(self) -> None:
        """Holds the DOCX against the record and the rules of form.

        Raises:
            VanThuError: with code `content-lost`, when a value does not appear.
        """
        self.rendered.require_whole()
        if self.form is not None:
            self.form.look_at_docx()

    def finish(self, pdf: bytes | None) -> Produced:
        """The paper, with the PDF made of its DOCX."""
        found = () if self.form is None else self.form.findings(pdf)
        return Produced(
            docx=self.docx,
            pdf=pdf,
            findings=join_findings(self.noticed, found),
            file_stem=self.file_stem,
            rule_set=self.rule_set,
            template_version=self.template_version,
            is_draft=self.is_draft,
        )


class Producer:
    """Makes papers; what can be made ready once is made ready once, so keep one for as long as papers are made.

    Safe in threads.
    """

    def __init__(self, settings: Settings, *, keep_office: bool = False) -> None:
        """Nothing is started before the first paper.

        With `keep_office` a LibreOffice is kept ready from then on, where the machine allows it; `close` ends it.
        """
        self._settings = settings
        self._templates = TemplateShelf(settings.template_folders)
        self._known_parts = KnownParts()
        samples = _warming_samples(settings) if keep_office else None
        self._converter = build_converter(settings, samples)

    def produce_by(
        self, record: Mapping[str, Any], settings: Settings, *, pdf: bool = True, check_form: bool = True
    ) -> Produced:
        """Makes a paper by other settings, with the same templates and the same LibreOffice; see `produce`."""
        other = copy.copy(self)
        other._settings = settings
        return other.produce(record, pdf=pdf, check_form=check_form)

    @property
    def converter(self) -> Converter:
        """The converter the papers go through."""
        return self._converter

    @property
    def workers(self) -> int:
        """How many papers it converts at once."""
        return self._settings.convert_workers

    @contextmanager
    def for_batch(self) -> Iterator[Producer]:
        """A producer for the papers of one sender, to be used within the block; see `Converter.for_batch`.

        Raises:
            ConverterMissing: there is no LibreOffice.
        """
        with self._converter.for_batch() as converter:
            other = copy.copy(self)
            other._converter = converter
            yield other

    def close(self) -> None:
        """Ends a LibreOffice that is kept."""
        self._converter.close()

    def produce(
        self,
        record: Mapping[str, Any],
        *,
        pdf: bool = True,
        office: Office | None = None,
        check_form: bool = True,
    ) -> Produced:
        """Makes a paper of a raw record.

        Args:
            record: the record; it may name offices, signers and groups of the profiles at hand.
            pdf: whether a PDF is made, or the DOCX alone.
            office: the office whose paper it is, besides the profiles the settings point at.
            check_form: whether the finished files are read again and held against the rules of form. A page that
                follows the typing may do without; that the files are sound and say what they should is checked always.

        Raises:
            RecordInvalid: the record is not a valid document; it carries every problem.
            OfficeInvalid: a profile it names is wrong.
            KindInvalid: a kind of the office's own is described wrongly.
            TemplateError: the template is missing or faulty, or leaves in the paper what no paper of ours may hold.
            ConversionError: LibreOffice is missing, too slow, or made no sound PDF.
        """
        unfinished = self.prepare(record, office=office, check_form=check_form)
        if not pdf:
            unfinished.check()
            return unfinished.finish(None)
        # While LibreOffice works.
        return unfinished.finish(self._converter.to_pdf(unfinished.docx, unfinished.meta, unfinished.check))

    def prepare(
        self, record: Mapping[str, Any], *, office: Office | None = None, check_form: bool = True
    ) -> Unfinished:
        """The DOCX of a paper, for who has the PDFs of several made at once; see `produce`.

        Raises:
            RecordInvalid, OfficeInvalid, KindInvalid, TemplateError: see `produce`.
        """
        kinds = load_kinds(self._settings.kinds_folder)
        resolved = resolve_record(record, OfficeShelf(self._settings.office_folder, office), kinds)
        validated = resolved.validate(kinds)
        van_ban = validated.van_ban
        rule_set = require_rule_set(van_ban)
        look = Look(rule_set, van_ban.co_quan[0].lua_chon)
        compiled = self._templates.find(rule_set.khoi, van_ban.loai, rule_set)
        composed = van_ban.compose(rule_set)
        merge = build_context(composed, rule_set, look, validated.bodies)
        rendered = render_docx(compiled, merge, look)
        docx = check_package(rendered.docx, name=compiled.template.name, known=self._known_parts)
        return Unfinished(
            docx=docx,
            meta=PdfMeta(title=merge.title, author=merge.author, subject=merge.subject),
            rendered=rendered,
            form=_FormCheck(docx, rule_set) if check_form else None,
            noticed=validated.findings + resolved.at_input(merge.findings),
            file_stem=file_stem(composed.van_ban, merge.values["so_ky_hieu"], resolved.file_pattern),
            rule_set=rule_set.id,
            template_version=compiled.template.version,
            is_draft=is_draft(van_ban),
        )


def produce(
    record: Mapping[str, Any], settings: Settings, *, pdf: bool = True, office: Office | None = None
) -> Produced:
    """Makes one paper; see `Producer.produce`."""
    return Producer(settings).produce(record, pdf=pdf, office=office)


def _warming_samples(settings: Settings) -> tuple[bytes, ...]:
    """A sound template of each family: what LibreOffice makes ready for it, it has ready for every paper.

    Without a look at them one broken file in the folder, or Word's own beside an open one, would keep it from starting.
    """
    samples = []
    for khoi in get_args(Khoi):
        paths = (settings.templates_folder / khoi).glob("*.docx")
        for path in sorted(paths, key=lambda path: (path.stem != _USUAL, path.name)):
            with suppress(OSError, TemplateError):
                samples.append(check_package(path.read_bytes(), name=path.name))
                break
    return tuple(samples)


def require_rule_set(van_ban: VanBan) -> RuleSet:
    """The rule set of a valid document; validation has made sure that there is one."""
    rule_set = rule_set_of({"co_quan": van_ban.co_quan, "ngay_ban_hanh": van_ban.ngay_ban_hanh})
    if rule_set is None:
        raise AssertionError("a valid document has a rule set")
    return rule_set
