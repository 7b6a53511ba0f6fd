"""The templates at hand, each compiled once and again when its file has changed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from service.merge.compiled import CompiledTemplate
from service.merge.templates import find_template
from service.rules.model import Khoi, RuleSet

# Two families and some dozen kinds, and templates that were replaced while the service ran.
MOST_KEPT = 64


class TemplateShelf:
    """Compiled templates by the content of their files. Safe in threads."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` are looked through in this order."""
        self._folders = tuple(folders)
        self._kept: dict[tuple[str, str], CompiledTemplate] = {}
        self._lock = threading.Lock()

    def find(self, khoi: Khoi, loai: str, rule_set: RuleSet) -> CompiledTemplate:
        """The template of a kind for a family of issuers, ready to be filled.

        Raises:
            TemplateError: there is none, it serves another rule set, or it cannot be used.
        """
        # Read anew each time, which takes no time worth speaking of: an office may edit its templates while we run.
        template = find_template(self._folders, khoi, loai, rule_set)
        key = (template.version, template.built_for)
        with self._lock:
            known = self._kept.get(key)
        if known is not None and known.template == template:
            return known
        compiled = CompiledTemplate(template)
        with self._lock:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = compiled
        return compiled
