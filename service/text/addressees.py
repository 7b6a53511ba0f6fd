"""An addressee as it is typed: its name without the words and marks that the form itself supplies."""

from __future__ import annotations

import re

_SUPPLIED_START = re.compile(r"^(?:kính\s+(?:gửi|trình)(?:\s*:|(?=\s*[-–•]|\s*$))|[-–•](?=\s|$))\s*", re.IGNORECASE)
# One end mark; an ellipsis is content.
_END_MARK = re.compile(r"\s*(?<!\.)[:;,.]?\s*$")


def bare_addressee(typed: str) -> str:
    """The name alone; empty when only a label or a dash was typed."""
    name = typed.strip()
    while (shorter := _SUPPLIED_START.sub("", name, count=1)) != name:
        name = shorter
    return _END_MARK.sub("", name, count=1)
