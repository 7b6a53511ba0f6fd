"""The body: outline text or a list of blocks, read into blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError, PydanticKnownError

from schemas.fields import unprintable_error
from service.errors import VanThuError
from service.messages import describe
from service.text.blocks import AnyBlock, split_lines
from service.text.clean import clean_text, iter_texts, map_texts
from service.text.outline_parse import Outline, parse_outline

MAX_BLOCKS = 20_000


@dataclass
class Outlines:
    """What outline texts were read as, by the text: handed to a validation as its context and filled by it.

    Whoever hands it over has cleaned all texts, and names unprintable characters at their own places.
    """

    by_text: dict[str, Outline] = field(default_factory=dict)


def _read_body(value: object, info: ValidationInfo) -> object:
    """Outline text becomes blocks; a list of blocks stays one, its line breaks made paragraphs."""
    outlines = info.context if isinstance(info.context, Outlines) else None
    if isinstance(value, str):
        outline = _read_outline(value if outlines is not None else clean_text(value).text)
        if outlines is not None:
            outlines.by_text[value] = outline
        return outline.blocks
    if not isinstance(value, list | tuple):
        return value
    if len(value) > MAX_BLOCKS:
        raise PydanticKnownError(
            "too_long", {"field_type": "Tuple", "max_length": MAX_BLOCKS, "actual_length": len(value)}
        )
    cleaned = value if outlines is not None else map_texts(value)
    return split_lines(cleaned) if isinstance(cleaned, list | tuple) else cleaned


def _read_outline(text: str) -> Outline:
    try:
        return parse_outline(text)
    except VanThuError as error:
        raise PydanticCustomError(error.code.value, "{sentence}", {"sentence": describe(error)}) from error


def block_texts(blocks: tuple[AnyBlock, ...]) -> str:
    """Every text of the blocks, one a line."""
    return "\n".join(text for block in blocks for _, text in iter_texts(block.model_dump()))


def _require_printable(blocks: tuple[AnyBlock, ...], info: ValidationInfo) -> tuple[AnyBlock, ...]:
    """Refuses what cannot be printed, where that is not done elsewhere."""
    refused = () if isinstance(info.context, Outlines) else clean_text(block_texts(blocks)).refused
    if refused:
        raise unprintable_error(refused)
    return blocks


def _require_blocks(blocks: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
    # A bound on the tuple itself would also be told when its only block is wrong.
    if not blocks:
        raise PydanticCustomError("text-empty", "không được để trống. Hãy nhập nội dung")
    return blocks


OptionalNoiDung = Annotated[
    tuple[AnyBlock, ...],
    BeforeValidator(_read_body, json_schema_input_type=str | Annotated[list[AnyBlock], Field(max_length=MAX_BLOCKS)]),
    AfterValidator(_require_printable),
]
NoiDung = Annotated[
    tuple[AnyBlock, ...],
    BeforeValidator(
        _read_body,
        json_schema_input_type=Annotated[str, Field(min_length=1)]
        | Annotated[list[AnyBlock], Field(min_length=1, max_length=MAX_BLOCKS)],
    ),
    AfterValidator(_require_printable),
    AfterValidator(_require_blocks),
]
