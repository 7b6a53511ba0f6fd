"""What the signature block says: forms of authority, posts that go together, names; how its letters look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from service.rules.kiem_tra.model import CheckRule
from service.rules.model import SigningRule
from service.text.tones import fold
from service.the_thuc.check import Check, Fault, Unknown
from service.the_thuc.checks.items import Departure, gathered
from service.the_thuc.checks.letters import differences
from service.the_thuc.model import Paragraph
from service.the_thuc.paper import Paper, Signature
from service.the_thuc.phrases import quoted

WHERE = "Chữ ký"
# A power to sign in any of the ways it is written, right or wrong; a lone Q needs its stop.
_POWER = re.compile(r"(TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ|T/U/Q|TU|T/U|Q(?=\.))(?=[. :]|$)[.:]?\s*")
# Words that name a body behind a post.
_BODY_WORDS = re.compile(r"(?:đảng|tỉnh|thành|quân|huyện|chi|xã|phường|ban|ủy|hội|đặc khu)\b")
# Words of a deputy's post besides the first of it.
_DEPUTY = re.compile(r"\bphó\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:^|[,.;:]\s+)(Ban Thường vụ|Ban Chấp hành|Đảng [uủ][ỷy]|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|Chi bộ)\b[^,.;:]{0,80}?"
    r"\b(?:ban hành|xây dựng|đề ra|báo cáo|thông báo|yêu cầu|kết luận|quyết định|đề nghị|trình)\b"
)
# Who speaks is told in the first paragraphs.
_OPENING = 6


def power_of(line: str, rule: SigningRule) -> tuple[str, str] | None:
    """The power that a line names (TM, KT, TL, TUQ, Q, however written) and whose it is; None for another line."""
    for name, form in rule.quyen_han.items():
        if line.startswith(f"{form} "):
            return name, line[len(form) :].strip()
    found = _POWER.match(line)
    return None if found is None else (re.sub(r"\W", "", found[1]), line[found.end() :].strip())


def check_power_form(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`hinh_thuc_quyen_han`: the power to sign is written in one of the rule set's forms, with one space behind it."""
    forms = paper.rule_set.ky.quyen_han
    for signature in paper.signatures:
        departures = []
        for line in (*signature.authority, *signature.posts):
            text = line.text
            if any(text.startswith(f"{form} ") for form in forms.values()):
                continue
            found = _POWER.match(text)
            if found is not None:
                expected = f"ghi {', '.join(f'“{form}”' for form in forms.values())} và một dấu cách"
                departures.append(Departure(line, expected, f"ghi “{found[0].strip()}”"))
        yield from gathered("Quyền hạn ký", departures, sure=signature.sure)


def check_letters(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`dinh_dang_chu_ky`: lines of the block look as their components (`doi_tuong`) say.

    `tham_so`: `dam_tuy_chon` leaves the weight of a post open where no line of authority stands above it; `bo_qua` as
    for `dinh_dang`.
    """
    joint = paper.rule_set.ky.noi_chuc_vu_khac
    for signature in paper.signatures:
        for name in rule.doi_tuong:
            wanted = paper.rule_set.thanh_phan[name]
            skipped = rule.words("bo_qua")
            if rule.flag("dam_tuy_chon") and not signature.authority:
                skipped = (*skipped, "dam")
            departures = [
                Departure(line, expected, found)
                for line in _lines(signature, name)
                if line.text.casefold() != joint
                for expected, found in differences(paper, line, wanted, skipped)
            ]
            yield from gathered(wanted.ten, departures, sure=signature.sure)


def _lines(signature: Signature, name: str) -> tuple[Paragraph, ...]:
    match name:
        case "quyen_han":
            return signature.authority
        case "chuc_vu":
            return signature.posts
        case "chuc_vu_khac":
            return signature.other_posts
        case _:
            return (signature.name,) if signature.name else ()


def check_pair(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`cap_chuc_vu`: who signs for a head, by order or mandate is named by an own post, a deputy's under KT."""
    for signature in paper.signatures:
        if not signature.authority:
            continue
        last = signature.authority[-1]
        power = power_of(last.text, paper.rule_set.ky)
        if power is None or power[0] not in ("KT", "TL", "TUQ"):
            continue
        told = _pair(paper.rule_set.ky, power[0], power[1], signature, last)
        if told is not None and not signature.sure:
            told = Unknown(WHERE, f"không chắc {quoted(last.text)} là quyền hạn ký", (last,))
        if told is not None:
            yield told


def _pair(rule: SigningRule, power: str, head: str, signature: Signature, last: Paragraph) -> Fault | Unknown | None:
    wanted = f"dưới {quoted(last.text)} là chức vụ của chính người ký"
    if not signature.posts:
        return Fault(WHERE, wanted, "không có chức vụ của người ký", (last,))
    post = signature.posts[0]
    own, of_head = fold(post.text), fold(head)
    if own == of_head:
        return Fault(WHERE, wanted, f"lặp lại {quoted(post.text)}", (last, post))
    if power != "KT":
        return None
    deputies = next((names for name, names in rule.cap_pho.items() if of_head.startswith(fold(name))), ())
    if any(own.startswith(fold(name)) for name in deputies):
        return None
    if not _DEPUTY.search(post.text):
        return Unknown(WHERE, f"không biết {quoted(post.text)} có phải cấp phó của {quoted(head)}", (last, post))
    if set(own.split()) & set(of_head.split()) - {"phó"}:
        return None
    return Fault(WHERE, f"cấp phó của {quoted(head)}", f"chức vụ {quoted(post.text)}", (last, post))


def check_name(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`ho_ten`: the name looks as its component says, every syllable with a capital, not all in capitals.

    `tham_so`: `hoc_ham` looks for degrees and ranks before it too.
    """
    wanted = paper.rule_set.thanh_phan["ho_ten"]
    for signature in paper.signatures:
        name = signature.name
        if name is None:
            continue
        departures = [Departure(name, e, f) for e, f in differences(paper, name, wanted)]
        words = _bare_name(name.text, paper.rule_set.ky).split()
        if any(len(word) > 1 for word in words) and name.is_upper and len(name.text) > len(words) * 2:
            departures.append(Departure(name, "chỉ viết hoa chữ đầu mỗi tiếng", "họ tên in hoa toàn bộ"))
        elif any(word[0].islower() for word in words):
            departures.append(Departure(name, "viết hoa chữ đầu mỗi tiếng", "có tiếng viết thường"))
        yield from gathered(wanted.ten, departures, sure=signature.sure)
        if rule.flag("hoc_ham"):
            yield from _degrees(paper, signature)


def _bare_name(name: str, rule: SigningRule) -> str:
    """The name without degrees and ranks before it."""
    while degree := _degree(name, rule):
        name = name[len(degree) :].lstrip(" .")
    return name


def _degree(name: str, rule: SigningRule) -> str | None:
    """The degree or rank a name begins with: as a word of its own, or run together behind a full stop."""
    folded = name.casefold()
    found = [
        word
        for word in rule.khong_ghi_truoc_ten
        if folded.startswith(f"{word.casefold()} ") or (word.endswith(".") and folded.startswith(word.casefold()))
    ]
    return max(found, key=len, default=None)


def check_degrees(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_hoc_ham`: no degree, rank or honour before the name; as grave as `ky.muc_khong_ghi` says."""
    if paper.registry is not None and paper.registry.degrees_allowed:
        return
    for signature in paper.signatures:
        yield from _degrees(paper, signature)


def _degrees(paper: Paper, signature: Signature) -> Iterator[Fault | Unknown]:
    name = signature.name
    degree = _degree(name.text, paper.rule_set.ky) if name else None
    if name is not None and degree:
        level = paper.rule_set.ky.muc_khong_ghi
        expected = "họ tên không kèm học hàm, học vị, cấp bậc, danh hiệu"
        yield from gathered(
            "Họ tên người ký", [Departure(name, expected, f"có “{degree}”", level)], sure=signature.sure
        )


def check_post_bare(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chuc_vu_khong_kem_ten`: under a line of authority these posts stand without the name of a body."""
    posts = sorted((fold(post) for post in paper.rule_set.ky.chuc_vu_khong_kem_ten), key=len, reverse=True)
    for signature in paper.signatures:
        if not signature.authority or signature.other_posts:
            continue
        departures = []
        for line in signature.posts:
            text = fold(line.text)
            post = next((post for post in posts if text.startswith(f"{post} ")), None)
            if post and _BODY_WORDS.match(text[len(post) :].strip()):
                departures.append(Departure(line, f"chỉ ghi {quoted(post.upper())}", "có kèm tên cơ quan"))
        yield from gathered("Chức vụ người ký", departures, sure=signature.sure)


def check_no_deputy(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`khong_ky_thay_cap_uy`: nobody signs for a secretary or the head of a committee of control."""
    rule_set = paper.rule_set
    for signature in paper.signatures:
        departures = []
        for line in (*signature.authority, *signature.posts):
            power = power_of(line.text, rule_set.ky)
            if power and power[0] == "KT" and any(fold(power[1]).startswith(fold(post)) for post in rule_set.ky.cap_uy):
                expected = f"ghi “{rule_set.ky.quyen_han['TM']}” và tên tập thể, không ký thay cấp uỷ"
                departures.append(Departure(line, expected, "ký thay"))
        yield from gathered("Quyền hạn ký", departures, sure=signature.sure)


def check_body_fits(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`tap_the_khop_co_quan`: the collective body signed for is the one that issues."""
    issuer = paper.components.get("ten_co_quan")
    known = {fold(body): tuple(map(fold, names)) for body, names in paper.rule_set.ky.tap_the_co_quan.items()}
    starts = {start for names in known.values() for start in names}
    if issuer is None or len(paper.signatures) != 1 or not known:
        return
    signature = paper.signatures[0]
    for line in signature.authority:
        power = power_of(line.text, paper.rule_set.ky)
        if power is None or power[0] != "TM":
            continue
        body = next((name for name in known if fold(power[1]).startswith(name)), None)
        name = fold(issuer.text)
        if body is None or any(name.startswith(start) for start in known[body]):
            continue
        sure = signature.sure and issuer.sure and any(name.startswith(start) for start in starts)
        if not sure:
            yield Unknown(WHERE, f"không biết {quoted(power[1])} có ký thay mặt {quoted(issuer.text)} không", (line,))
            continue
        yield Fault(
            WHERE, f"tập thể ký phù hợp với cơ quan ban hành {quoted(issuer.text)}", f"ghi {quoted(line.text)}", (line,)
        )


def check_subject(paper: Paper, rule: CheckRule) -> Iterator[Fault | Unknown]:
    """`chu_the_khop_chu_ky`: who speaks in the opening is who signs."""
    signed = [
        (line.text, power[1])
        for signature in paper.signatures
        for line in signature.authority
        if signature.sure and (power := power_of(line.text, paper.rule_set.ky)) and power[0] == "TM"
    ]
    if len(signed) != 1:
        return
    written, body = signed[0][0], fold(signed[0][1])
    for item in paper.body[:_OPENING]:
        found = _SUBJECT.search(item.paragraph.text)
        if found is None or item.role == "trich":
            continue
        speaker = fold(found[1])
        # A committee's own name says it as a whole; its standing body must be named.
        alike = body.startswith(speaker) or (
            speaker == fold("Ban Chấp hành") and not body.startswith(fold("Ban Thường vụ"))
        )
        if not alike and body.split()[0] in ("ban", "đảng", "tỉnh", "thành", "chi"):
            expected = f"chủ thể trong lời văn là chủ thể ký {quoted(written)}"
            yield Fault("Mở đầu nội dung", expected, f"ghi {quoted(found[1])}", (item.paragraph,))
        return


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "hinh_thuc_quyen_han": check_power_form,
        "dinh_dang_chu_ky": check_letters,
        "cap_chuc_vu": check_pair,
        "ho_ten": check_name,
        "khong_hoc_ham": check_degrees,
        "chuc_vu_khong_kem_ten": check_post_bare,
        "khong_ky_thay_cap_uy": check_no_deputy,
        "tap_the_khop_co_quan": check_body_fits,
        "chu_the_khop_chu_ky": check_subject,
    }
)
