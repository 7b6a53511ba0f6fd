"""What cannot be packed is told and converted alone; what a pack gets wrong is caught and done again."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Callable, Iterator

import pytest
from docx.oxml.ns import qn
from lxml import etree

import service.convert.packed.proof as proof_module
from service.convert.package_check import SoundDocx, check_package
from service.convert.packed import work
from service.convert.packed.pack import Packed, pack
from service.convert.packed.proof import NOT_PROVED, Proofs
from service.convert.packed.read import Leaf, NotPackable, Paper, read_leaf
from service.convert.packed.split import SplitFailed, opened_pack
from service.convert.packed.work import ONLY_ONE, TOO_LONG, convert_packed
from service.convert.soffice import Converter
from service.errors import ConversionError, ConversionFailed, ConverterBusy
from tests.convert.packed.compare import pictures, proved, require_packed, words
from tests.convert.packed.conftest import SAMPLES, MakePaper
from tests.convert.papers import W, add_note, add_notes_part, new_paper, save

LETTER = "cong_van/bo-sung-ho-so"
FIELD = f'<w:r {W}><w:fldSimple w:instr=" DATE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:r>'
LIST = f'<w:pPr {W}><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'

# How longer papers are cut out is held here too, though they are made alone.
MANY = 99


def changed(paper: Paper, change: Callable[[etree._Element], object], part: str = "word/document.xml") -> Paper:
    """The paper with a part of its DOCX changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper.docx)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            made.writestr(name, content)
    return dataclasses.replace(paper, docx=check_package(target.getvalue()))


def first_paragraph(root: etree._Element) -> etree._Element:
    return next(root.iter(qn("w:p")))


def add_to_first(xml: str) -> Callable[[etree._Element], object]:
    return lambda root: first_paragraph(root).append(etree.fromstring(xml))


def only_later_footer(root: etree._Element) -> None:
    """A section before the last, which names no headers, as the last does."""
    section = etree.fromstring(f'<w:pPr {W}><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>')
    paragraph = etree.Element(qn("w:p"))
    paragraph.append(section)
    root[0].insert(0, paragraph)


def drop_last_paragraph(root: etree._Element) -> None:
    body = root[0]
    body.remove(body[-2])


@pytest.mark.parametrize(
    ("change", "part", "told"),
    [
        (add_to_first(f"<w:x {W}><w:hyperlink/></w:x>"), "word/document.xml", "có phần tử x"),
        (add_to_first(f'<w:bookmarkStart {W} w:id="1" w:name="dau"/>'), "word/document.xml", "dấu trang"),
        (add_to_first(FIELD), "word/document.xml", "trường"),
        (add_to_first(LIST), "word/document.xml", "tự đánh số"),
        (add_to_first(f"<w:sdt {W}/>"), "word/document.xml", "ô điền"),
        (drop_last_paragraph, "word/document.xml", "không kết thúc bằng một đoạn văn"),
        (add_to_first(FIELD.replace("DATE", "NUMPAGES")), "word/header1.xml", "trường khác số trang"),
        (only_later_footer, "word/document.xml", "phần sau có đầu trang hoặc chân trang"),
        (lambda root: root[-1].append(etree.fromstring(LIST)), "word/styles.xml", "tự đánh số"),
    ],
)
def test_what_cannot_stand_among_others_is_told(
    make_paper: MakePaper, change: Callable[[etree._Element], object], part: str, told: str
) -> None:
    paper = make_paper(LETTER)
    read_leaf(paper.docx)
    with pytest.raises(NotPackable, match=told):
        read_leaf(changed(paper, change, part).docx)


def test_footnotes_are_told() -> None:
    paper = new_paper("Có chú thích")
    add_note(paper.paragraphs[0], 1)
    add_notes_part(paper, ["Nội dung chú thích"])
    with pytest.raises(NotPackable, match="chú thích"):
        read_leaf(check_package(save(paper)))


def test_word_s_note_of_the_last_place_typed_in_hinders_nothing(make_paper: MakePaper) -> None:
    place = f'<w:bookmarkStart {W} w:id="7" w:name="_GoBack"/>'
    paper = changed(make_paper(LETTER), add_to_first(place))
    paper = changed(paper, add_to_first(f'<w:bookmarkEnd {W} w:id="7"/>'))
    leaf = read_leaf(paper.docx)
    assert b"_GoBack" not in etree.tostring(leaf.body)


def test_papers_of_different_looks_are_not_packed_together(make_paper: MakePaper) -> None:
    record = json.loads((SAMPLES / f"{LETTER}.json").read_text(encoding="utf-8"))
    others = make_paper(LETTER, co_quan={**record["co_quan"], "lua_chon": {"in_hai_mat": True}})
    one, other = read_leaf(make_paper(LETTER).docx), read_leaf(others.docx)
    assert one.frame == read_leaf(make_paper(LETTER, 2).docx).frame
    assert one.frame != other.frame
    with pytest.raises(ValueError, match="one frame"):
        pack([one, other])


@pytest.mark.soffice
def test_papers_of_several_kinds_and_looks_come_out_in_their_order(office: Converter, make_paper: MakePaper) -> None:
    record = json.loads((SAMPLES / f"{LETTER}.json").read_text(encoding="utf-8"))
    two_sided = {**record["co_quan"], "lua_chon": {"in_hai_mat": True}}
    papers = [
        make_paper(LETTER, 1),
        make_paper("ke_hoach/dan-van-kheo-2026", 2),
        make_paper("ke_hoach/phong-chong-thien-tai", 3),
        make_paper(LETTER, 4),
        make_paper(LETTER, 5, co_quan=two_sided),
        make_paper("ke_hoach/dan-van-kheo-2026", 6),
    ]
    outcomes = convert_packed(office, papers, proved(office, [papers[0], papers[1], papers[4]], MANY))
    assert [outcomes[place].why_alone for place in (2, 4)] == ["có chú thích cuối trang", ONLY_ONE]
    require_packed(office, [outcomes[place] for place in (0, 1, 3, 5)])
    for number, outcome in enumerate(outcomes, start=1):
        assert outcome.converted is not None
        assert outcome.converted.facts.title == f"Văn bản số {number} “Rơ Châm”"


def _narrower(leaves: list[Leaf]) -> Packed:
    """Packs papers, but for one space that is a millimetre wider in the second."""
    section = next(leaves[1].body.iter(qn("w:pgMar")))
    section.set(qn("w:left"), str(int(section.get(qn("w:left"), "0")) + 57))
    return pack(leaves)


def _other_word(leaves: list[Leaf]) -> Packed:
    """Packs papers, but for one word of the second that is another."""
    word = next(one for one in leaves[1].body.iter(qn("w:t")) if "hồ sơ" in (one.text or ""))
    word.text = (word.text or "").replace("hồ sơ", "hồ sư", 1)
    return pack(leaves)


def _without_mark(leaves: list[Leaf]) -> Packed:
    packed = pack(leaves)
    return Packed(packed.docx, (*packed.marks[:-1], "khong"))


def _unreadable(leaves: list[Leaf]) -> Packed:
    packed = pack(leaves)
    return Packed(SoundDocx(packed.docx[:2000]), packed.marks)


@pytest.mark.soffice
@pytest.mark.parametrize(
    ("broken", "told"),
    [(_narrower, "khác hình ở trang 1"), (_other_word, "khác chữ ở trang 1"), (_without_mark, "không tách được")],
)
def test_a_template_whose_samples_differ_is_refused_with_the_reason(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch, broken: object, told: str
) -> None:
    samples = [make_paper(LETTER, number) for number in (1, 2)]
    frame = read_leaf(samples[0].docx).frame
    assert Proofs(office).why_not(frame, samples) == ""
    monkeypatch.setattr("service.convert.packed.proof.pack", broken)
    proofs = Proofs(office)
    outcomes = convert_packed(office, samples, proofs)
    assert all(outcome.converted and told in outcome.why_alone for outcome in outcomes)
    assert [outcome.why_alone.startswith(NOT_PROVED) for outcome in outcomes] == [True] * 2
    assert proofs.why_not(frame, samples) == outcomes[0].why_alone


@pytest.mark.soffice
def test_a_paper_that_says_something_else_in_the_pack_is_done_alone(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [make_paper(LETTER, number) for number in (1, 2, 3)]
    proofs = proved(office, papers[:2])
    monkeypatch.setattr(work, "pack", _other_word)
    outcomes = convert_packed(office, papers, proofs)
    assert [bool(outcome.why_alone) for outcome in outcomes] == [False, True, False]
    assert "hồ sơ" in outcomes[1].why_alone
    for paper, outcome in zip(papers, outcomes, strict=True):
        assert outcome.converted is not None
        assert pictures(outcome.converted.pdf) == pictures(office.to_pdf(paper.docx, paper.meta))
        assert "hồ sư" not in "".join(words(outcome.converted.pdf))


@pytest.mark.soffice
@pytest.mark.parametrize("broken", [_without_mark, _unreadable])
def test_a_pack_that_fails_is_done_again_one_by_one(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch, broken: object
) -> None:
    papers = [make_paper(LETTER, number) for number in (1, 2, 3)]
    proofs = proved(office, papers[:2])
    monkeypatch.setattr(work, "pack", broken)
    outcomes = convert_packed(office, papers, proofs)
    for paper, outcome in zip(papers, outcomes, strict=True):
        assert outcome.why_alone.startswith("bản ghép không chuyển được")
        assert outcome.converted is not None
        assert words(outcome.converted.pdf) == words(office.to_pdf(paper.docx, paper.meta))


@pytest.mark.soffice
def test_a_paper_that_cannot_be_converted_leaves_the_others_theirs(office: Converter, make_paper: MakePaper) -> None:
    """One of its paragraphs is put off the sheet, which no check lets pass, in a pack or alone."""
    papers = [make_paper(LETTER, number) for number in (1, 2, 3)]
    off = f'<w:framePr {W} w:w="4000" w:hAnchor="page" w:vAnchor="page" w:x="-9000" w:y="3000"/>'

    def push_off(root: etree._Element) -> None:
        body = root[0]
        paragraph = [one for one in body if one.tag == qn("w:p")][1]
        properties = paragraph.find(qn("w:pPr"))
        assert properties is not None
        properties.insert(1, etree.fromstring(off))

    proofs = proved(office, papers[:2])
    papers[1] = changed(papers[1], push_off)
    outcomes = convert_packed(office, papers, proofs)
    assert [outcome.why_alone == "" for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[1].error, ConversionFailed)
    assert "bản tách ra không đạt" in outcomes[1].why_alone
    assert outcomes[1].converted is None
    assert outcomes[0].converted is not None
    assert outcomes[2].converted is not None


@pytest.mark.soffice
@pytest.mark.parametrize(
    ("most", "threads", "count", "sizes"),
    [(3, 1, 7, [2, 2, 3]), (20, 2, 9, [9]), (20, 2, 10, [5, 5]), (2, 1, 3, [3]), (20, 2, 1, [])],
)
def test_packs_are_of_equal_sizes_and_no_paper_is_left_over(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch,
    most: int, threads: int, count: int, sizes: list[int],
) -> None:  # fmt: skip
    papers = [make_paper(LETTER, number) for number in range(1, count + 1)]
    proofs = proved(office, papers[:1])
    packed_together: list[int] = []

    def count_and_pack(leaves: list[Leaf]) -> Packed:
        packed_together.append(len(leaves))
        return pack(leaves)

    monkeypatch.setattr(work, "pack", count_and_pack)
    monkeypatch.setattr(work, "MOST_PAPERS", most)
    outcomes = convert_packed(office, papers, proofs, threads=threads)
    assert sorted(packed_together) == sizes
    assert [outcome.why_alone for outcome in outcomes] == ([""] * count if sizes else [ONLY_ONE])


@pytest.mark.soffice
def test_a_paper_of_great_length_goes_alone(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [make_paper(LETTER, 1), make_paper(LETTER, 2, more=30), make_paper(LETTER, 3)]
    sizes = [read_leaf(paper.docx).size for paper in papers]
    assert sizes[1] > sizes[0] + 60
    proofs = proved(office, papers[:1])
    monkeypatch.setattr(work, "MOST_ELEMENTS", 2 * max(sizes[0], sizes[2]))
    outcomes = convert_packed(office, papers, proofs)
    assert [outcome.why_alone for outcome in outcomes] == ["", TOO_LONG, ""]
    assert all(outcome.converted for outcome in outcomes)


@pytest.mark.soffice
def test_a_paper_whose_first_section_would_go_on_begins_on_a_page_of_its_own(
    office: Converter, make_paper: MakePaper
) -> None:
    def go_on(root: etree._Element) -> None:
        next(root.iter(qn("w:type"))).set(qn("w:val"), "continuous")

    papers = [changed(make_paper(LETTER, number), go_on) for number in (1, 2, 3)]
    outcomes = convert_packed(office, papers, proved(office, papers[:2], MANY))
    for paper, outcome in zip(papers, outcomes, strict=True):
        assert outcome.why_alone == ""
        assert outcome.converted is not None
        assert pictures(outcome.converted.pdf) == pictures(office.to_pdf(paper.docx, paper.meta))


@pytest.mark.soffice
def test_a_frame_is_proved_once_by_the_first_papers_of_it(
    office: Converter, make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    proofs = Proofs(office)
    papers = [make_paper(LETTER, number) for number in range(1, 8)]
    assert [outcome.why_alone for outcome in convert_packed(office, papers, proofs)] == [""] * 7
    monkeypatch.setattr(proof_module, "_differs", lambda *_: "đã hỏi lần nữa")
    assert [outcome.why_alone for outcome in convert_packed(office, papers, proofs)] == [""] * 7


def test_samples_that_could_not_be_converted_are_not_held_against_later_papers(
    make_paper: MakePaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[ConversionError | str] = iter([ConverterBusy(), ConversionFailed(reason="lần này hỏng"), ""])

    def differs(*_: object) -> str:
        answer = next(answers)
        if isinstance(answer, ConversionError):
            raise answer
        return answer

    monkeypatch.setattr(proof_module, "_differs", differs)
    proofs, paper = Proofs(Converter()), make_paper(LETTER)
    told = [proofs.why_not("khung", [paper, paper]) for _ in range(4)]
    assert ["không chuyển được" in why for why in told[:2]] == [True, True]
    assert told[2:] == ["", ""]


def test_a_pdf_that_is_no_pack_s_is_told() -> None:
    for pdf in (b"", b"%PDF-1.7\n%%EOF"):
        with pytest.raises(SplitFailed), opened_pack(pdf, ["vanthu0"]):
            pass
