"""What each stage of a paper takes: the service's functions are wrapped for it, here and nowhere else.

A stage is what one function takes, or what is between two of them. What is done while LibreOffice works is told apart,
as it takes time of its own only where LibreOffice is done before it.
"""

from __future__ import annotations

import importlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

# Each stage by the functions whose time it is: a module, and a name in it or in a class of it.
WRAPPED = (
    ("kinds", "service.pipeline", "load_kinds"),
    ("resolve", "service.pipeline", "resolve_record"),
    ("validated", "service.offices.resolved", "Resolved.validate"),
    ("merge", "service.pipeline", "render_docx"),
    ("package", "service.pipeline", "check_package"),
    ("conversion", "service.convert.warm.way", "WarmWay.make"),
    ("docx text", "service.convert.soffice", "read_docx_text"),
    ("nothing lost", "service.merge.render", "Rendered.require_whole"),
    ("docx form", "service.the_thuc.checker", "check_docx"),
    ("sound", "service.convert.pdf", "complete_sound"),
    ("metadata", "service.convert.pdf", "_completed"),
    ("pdf form", "service.the_thuc.checker", "check_pdf"),
)
ANSWERING = ("service.convert.warm.office", "Fork.convert")
# One after the other; then LibreOffice's own part of one of them, and what is done while it works.
IN_TURN = ("validate", "context", "merge", "package", "conversion", "metadata", "soundness", "pdf form", "rest")
OF_CONVERSION = ("load", "save")
BESIDE = ("docx text", "nothing lost", "docx form")
STAGES = (*IN_TURN, *OF_CONVERSION, *BESIDE)


class Stages:
    """Seconds by stage of the paper that is made while it records; to be used in one thread."""

    def __init__(self) -> None:
        self._spans: list[tuple[str, float, float]] = []
        self._told: dict[str, float] = defaultdict(float)

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Wraps what is measured, as long as the block goes on.

        Raises:
            AttributeError: the service has no such function any more.
        """
        with ExitStack() as open_patches:
            for stage, module, name in WRAPPED:
                open_patches.enter_context(self._wrapped(module, name, partial(self._timed, stage)))
            open_patches.enter_context(self._wrapped(*ANSWERING, self._answered))
            yield

    def of(self, work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
        """Does the work, which makes one paper.

        Returns:
            what it returns, and the seconds of each stage, with "whole".
        """
        self._spans.clear()
        self._told.clear()
        begun = time.perf_counter()
        result = work()
        return result, self._sum(begun, time.perf_counter())

    def _sum(self, begun: float, ended: float) -> dict[str, float]:
        taken: dict[str, float] = defaultdict(float)
        for name, begin, end in self._spans:
            taken[name] += end - begin
        validated = max((end for name, _, end in self._spans if name == "validated"), default=begun)
        merging = min((begin for name, begin, _ in self._spans if name == "merge"), default=validated)
        taken["validate"] = taken["kinds"] + taken["resolve"] + taken["validated"]
        taken["context"] = merging - validated
        taken["soundness"] = taken["sound"] - taken["metadata"]
        whole = ended - begun
        taken["rest"] = whole - sum(taken[name] for name in IN_TURN if name != "rest")
        return {name: taken[name] for name in STAGES} | self._told | {"whole": whole}

    def _timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                self._spans.append((stage, begin, time.perf_counter()))

        return timed

    def _answered(self, convert: Callable[..., Any]) -> Callable[..., Any]:
        """Notes what LibreOffice itself says of its time."""

        def noting(*given: Any, **named: Any) -> Any:
            answer = convert(*given, **named)
            for name in OF_CONVERSION:
                self._told[name] += float(answer.get(f"{name}_ms", 0.0)) / 1000
            return answer

        return noting

    @staticmethod
    def _wrapped(module: str, name: str, wrap: Callable[[Any], Any]) -> Any:
        owner: Any = importlib.import_module(module)
        *holders, last = name.split(".")
        for holder in holders:
            owner = getattr(owner, holder)
        return patch.object(owner, last, wrap(getattr(owner, last)))
