"""The templates at hand, each compiled once and again when its file has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from service.merge.compiled import CompiledTemplate
from service.merge.templates import find_template, template_files
from service.rules.model import Khoi, RuleSet

# A file that was written just now may be written again before its time of change moves on.
SETTLED_NS = 2_000_000_000
# Two families and some dozen kinds, and templates that were replaced while the service ran.
MOST_KEPT = 64


class TemplateShelf:
    """Compiled templates by the content of their files. Safe in threads."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """`folders` are looked through in this order."""
        self._folders = tuple(folders)
        self._kept: dict[tuple[str, str], CompiledTemplate] = {}
        self._latest: dict[tuple[str, str, str], tuple[object, CompiledTemplate]] = {}
        self._lock = threading.Lock()

    def find(self, khoi: Khoi, loai: str, rule_set: RuleSet) -> CompiledTemplate:
        """The template of a kind for a family of issuers, ready to be filled.

        Raises:
            TemplateError: there is none, it serves another rule set, or it cannot be used.
        """
        # Looked at anew each time: an office may edit its templates while we run.
        state = _state_of(template_files(self._folders, khoi, loai))
        asked = (rule_set.id, khoi, loai)
        with self._lock:
            known_state, known = self._latest.get(asked, (None, None))
        if known is not None and state is not None and state == known_state:
            return known
        compiled = self._compiled(khoi, loai, rule_set)
        with self._lock:
            if len(self._latest) >= MOST_KEPT:
                self._latest.clear()
            self._latest[asked] = (state, compiled)
        return compiled

    def _compiled(self, khoi: Khoi, loai: str, rule_set: RuleSet) -> CompiledTemplate:
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


def _state_of(files: Sequence[Path]) -> tuple[object, ...] | None:
    """What changes when one of these files is written or put in place; None where that cannot be told yet."""
    now, state = time.time_ns(), []
    for path in files:
        try:
            told = path.stat()
        except OSError:
            return None
        if now - max(told.st_mtime_ns, told.st_ctime_ns) < SETTLED_NS:
            return None
        state.append((path, told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns))
    return tuple(state)
