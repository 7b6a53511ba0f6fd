"""What the law asks of a signature block: forms of authority, their order, and the titles that go with them."""

from __future__ import annotations

import re

from schemas.chu_ky import ChuKy, ThamQuyen
from schemas.relation import Place, Relation
from service.rules.model import RuleSet, SigningRule
from service.text.tones import old_tones

# An authority typed into a title, in either family's form: "TM. ", "K/T ". Bare letters may begin a word.
_TYPED_AUTHORITY = re.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T|T/L|T/UQ|TU/Q)(?!\w)")
# A deputy's title without the body's name has at least so many words: PHÓ CHỦ TỊCH, PHÓ GIÁM ĐỐC.
_SHORTEST_DEPUTY = 3
_STANDING_DEPUTY = "THƯỜNG TRỰC"


def check_signature(block: ChuKy, place: Place, rule_set: RuleSet, *, joint: bool) -> list[Relation]:
    """Every rule of signing one block breaks.

    Args:
        block: the block.
        place: where it stands in the record.
        rule_set: the regime.
        joint: whether several bodies issue the paper; posts then carry their body's name.
    """
    rule = rule_set.ky
    unclear = _check_typed_authority(block, place) + _check_known(block, place, rule_set)
    if not unclear:
        unclear = _check_order(block, place, rule)
    bare = [] if joint or block.chuc_vu_khac else _check_bare_post(block, place, rule)
    # Which post is right can be told only of authority that is itself clear.
    return unclear + _check_cap_uy(block, place, rule) + bare + ([] if unclear else _check_pair(block, place, rule))


def fold_title(text: str) -> str:
    """A title for comparing: capitals, old placement of tone marks."""
    return old_tones(text.upper())


def _check_typed_authority(block: ChuKy, place: Place) -> list[Relation]:
    """TM., KT. … are said by `quyen_han`; typed once more they would be printed twice or run into the title."""
    titles: list[tuple[Place, str | None]] = [
        ((*place, "chuc_vu"), block.chuc_vu),
        ((*place, "chuc_vu_khac"), block.chuc_vu_khac),
    ]
    titles += [((*place, "tham_quyen", index, "cua"), line.cua) for index, line in enumerate(block.tham_quyen)]
    return [
        Relation(
            where,
            "quyen-han-sai-cho",
            f"Chữ {found[0]} là quyền hạn ký, không phải một phần của chức vụ. Hãy bỏ chữ này ở đây và ghi thành một "
            "dòng của thẩm quyền ký (quyen_han, cua)",
        )
        for where, title in titles
        if title is not None and (found := _TYPED_AUTHORITY.match(title.upper()))
    ]


def _check_known(block: ChuKy, place: Place, rule_set: RuleSet) -> list[Relation]:
    known = rule_set.ky.quyen_han
    return [
        Relation(
            (*place, "tham_quyen", index, "quyen_han"),
            "quyen-han-khong-co",
            f"{rule_set.ten} không có hình thức ký {line.quyen_han}; chỉ có {', '.join(known)}. Hãy chọn lại",
        )
        for index, line in enumerate(block.tham_quyen)
        if line.quyen_han not in known
    ]


def _check_order(block: ChuKy, place: Place, rule: SigningRule) -> list[Relation]:
    """The collective body stands first; who signs for the head stands last, above his own post."""
    last = len(block.tham_quyen) - 1
    broken = []
    for index, line in enumerate(block.tham_quyen):
        if line.quyen_han == "TM" and index > 0:
            wanted = "đứng đầu các dòng thẩm quyền ký"
        elif line.quyen_han in ("KT", "Q") and index < last:
            wanted = "là dòng thẩm quyền ký cuối cùng"
        else:
            continue
        sentence = f"Dòng {_printed(line, rule)} phải {wanted}. Hãy đổi lại thứ tự"
        broken.append(Relation((*place, "tham_quyen", index), "thu-tu-tham-quyen", sentence))
    return broken


def _check_cap_uy(block: ChuKy, place: Place, rule: SigningRule) -> list[Relation]:
    """Inside a cấp ủy a deputy signs T/M with his own post, never K/T."""
    return [
        Relation(
            (*place, "tham_quyen", index),
            "kt-trong-cap-uy",
            f"Trong cấp ủy, ủy ban kiểm tra không ký {_printed(line, rule)}: cấp phó ký thay mặt "
            f"({rule.quyen_han['TM']}) với chức vụ của mình. Hãy bỏ dòng này",
        )
        for index, line in enumerate(block.tham_quyen)
        if line.quyen_han == "KT" and _names_cap_uy(line, rule)
    ]


def _check_bare_post(block: ChuKy, place: Place, rule: SigningRule) -> list[Relation]:
    """A post signed for a collective body stands without that body's name."""
    post = fold_title(block.chuc_vu or "")
    if not any(line.quyen_han == "TM" for line in block.tham_quyen):
        return []
    return [
        Relation(
            (*place, "chuc_vu"),
            "chuc-vu-kem-ten-co-quan",
            f"Chức vụ chỉ ghi {bare}, không kèm tên cấp ủy, cơ quan. Hãy sửa lại",
        )
        for bare in rule.chuc_vu_khong_kem_ten
        if _begins(post, bare) and post != bare and post != f"{bare} {_STANDING_DEPUTY}"
    ]


def _check_pair(block: ChuKy, place: Place, rule: SigningRule) -> list[Relation]:
    """The post that the last line of authority asks for."""
    post, where = fold_title(block.chuc_vu or ""), (*place, "chuc_vu")
    if not block.tham_quyen:
        sentence = "Chưa có chức vụ người ký. Hãy ghi chức vụ; người đứng đầu ký trực tiếp cũng phải ghi"
        return [] if post else [Relation(where, "chuc-vu-thieu", sentence)]
    last = block.tham_quyen[-1]
    match last.quyen_han:
        case "KT":
            problem = _deputy_problem(last, post, rule)
        case "TM":
            problem = _collective_problem(last, post, rule)
        case "Q":
            problem = _acting_problem(last, post, rule)
        case _:
            problem = _ordered_problem(last, post, rule)
    return [Relation(where, *problem)] if problem else []


def _deputy_problem(line: ThamQuyen, post: str, rule: SigningRule) -> tuple[str, str] | None:
    deputies = deputy_titles(line.cua, rule)
    if _names_cap_uy(line, rule) or any(_is_title(post, deputy) for deputy in deputies):
        return None
    return (
        "cap-chuc-vu-sai",
        f"Dòng {_printed(line, rule)} phải đi với chức vụ {' hoặc '.join(deputies)}. Hãy sửa chức vụ, hoặc sửa chức vụ "
        f"người đứng đầu ghi sau {rule.quyen_han['KT']}",
    )


def _collective_problem(line: ThamQuyen, post: str, rule: SigningRule) -> tuple[str, str] | None:
    if not post:
        if fold_title(line.cua) in map(fold_title, rule.tap_the_khong_chuc_vu):
            return None
        return ("chuc-vu-thieu", f"Dưới dòng {_printed(line, rule)} phải có chức vụ người ký. Hãy ghi chức vụ")
    if not (rule.tap_the_can_ky_thay and post.startswith(rule.truoc_chuc_vu_pho)):
        return None
    head = f"{rule.quyen_han['KT']} {post.removeprefix(rule.truoc_chuc_vu_pho)}"
    return (
        "thieu-ky-thay",
        f"Cấp phó ký thay mặt tập thể phải có thêm dòng ký thay người đứng đầu. Hãy thêm một dòng thẩm quyền ký, "
        f"ví dụ {head}",
    )


def _acting_problem(line: ThamQuyen, post: str, rule: SigningRule) -> tuple[str, str] | None:
    if not post:
        return None
    return (
        "quyen-khong-kem-chuc-vu",
        f"Dòng {_printed(line, rule)} đã là chức vụ của người ký. Hãy để trống chức vụ",
    )


def _ordered_problem(line: ThamQuyen, post: str, rule: SigningRule) -> tuple[str, str] | None:
    if post and post != fold_title(line.cua):
        return None
    return (
        "thua-lenh-thieu-chuc-vu",
        f"Dòng {_printed(line, rule)} phải đi với chức vụ của chính người ký. Hãy ghi chức vụ đó",
    )


def deputy_titles(head: str, rule: SigningRule) -> tuple[str, ...]:
    """The titles of the deputies of a head's title, in capitals; the body's name behind it stays behind them."""
    folded = fold_title(head)
    for title, deputies in rule.cap_pho.items():
        if _begins(folded, title):
            return tuple(f"{deputy}{folded.removeprefix(title)}" for deputy in deputies)
    return (f"{rule.truoc_chuc_vu_pho}{folded}",)


def _is_title(post: str, title: str) -> bool:
    """Whether a post is this title, with more of a body's name behind it, or with less of it."""
    return _begins(post, title) or (len(post.split()) >= _SHORTEST_DEPUTY and _begins(title, post))


def _names_cap_uy(line: ThamQuyen, rule: SigningRule) -> bool:
    return any(_begins(fold_title(line.cua), post) for post in rule.cap_uy)


def _begins(text: str, start: str) -> bool:
    """Whether a text begins with these whole words."""
    return text == start or text.startswith(f"{start} ")


def _printed(line: ThamQuyen, rule: SigningRule) -> str:
    return f"{rule.quyen_han[line.quyen_han]} {line.cua.upper()}"
