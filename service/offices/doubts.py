"""What is doubtful in a sound profile: choices and signers that papers of today could not use."""

from __future__ import annotations

from schemas.relations import check_lua_chon
from schemas.signing import check_signature
from service.offices.shelf import Office, pointer_of
from service.rules.load import choose_rule_set
from service.text.dates import today


def find_doubts(office: Office) -> list[str]:
    """A sentence for each thing in the profile that a paper issued today would be refused for."""
    profile, day = office.profile, today()
    rule_set = choose_rule_set(profile.co_quan.khoi, day)
    if rule_set is None:
        return []
    broken = check_lua_chon({"co_quan": (profile.co_quan,)}, rule_set)
    # The place of a choice is told as in a record, where issuers are a list.
    found = [(("co_quan", *relation.place[2:]), relation.sentence) for relation in broken]
    for name, signer in profile.nguoi_ky.items():
        place = ("nguoi_ky", name, "chu_ky")
        found += [
            (relation.place, relation.sentence)
            for relation in check_signature(signer.chu_ky, place, rule_set, joint=False)
        ]
        if signer.den_ngay and signer.den_ngay < day:
            sentence = "Đã hết thời gian được ký. Hãy gia hạn hoặc xóa người ký này"
            found.append((("nguoi_ky", name, "den_ngay"), sentence))
    return [f"{pointer_of(place)}: {sentence.rstrip('.')}." for place, sentence in found]
