"""Vietnamese sentences for what is found wrong: the field's own title, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Node = dict[str, Any]

# Keyed by the type of the error; the braces are filled from the error's own context.
SENTENCES: Mapping[str, str] = {
    "missing": "bắt buộc phải có. Hãy nhập",
    "extra_forbidden": "không có trường này. Hãy xóa hoặc kiểm tra tên trường",
    "string_too_short": "không được để trống. Hãy nhập nội dung",
    "string_too_long": "dài quá {max_length} ký tự. Hãy rút gọn",
    "string_unicode": "có ký tự hỏng. Hãy gõ lại",
    "string_pattern_mismatch": "không đúng dạng yêu cầu",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "phải là số nguyên, không quá lớn",
    "int_from_float": "phải là số nguyên",
    "float_parsing": "phải là số, phần lẻ viết sau dấu chấm",
    "finite_number": "phải là số hữu hạn",
    "bool_parsing": "phải là true hoặc false",
    "literal_error": "phải là một trong: {expected}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải không quá {le}",
    "too_short": "phải có ít nhất {min_length} mục. Hãy bổ sung",
    "too_long": "chỉ được có nhiều nhất {max_length} mục. Hãy rút gọn",
    "union_tag_not_found": "thiếu trường kieu cho biết đây là khối gì. Hãy bổ sung, ví dụ doan là đoạn văn",
    "union_tag_invalid": "kieu phải là một trong: {expected_tags}",
    "invalid_key": "tên trường phải là chữ",
    "recursion_loop": "dữ liệu tự chứa chính nó. Hãy gửi lại",
}
# Errors of a value that is of none of the types the field takes, with the type each asks for.
TYPE_ERRORS: Mapping[str, str] = {
    "string_type": "string", "string_sub_type": "string", "int_type": "integer", "float_type": "number",
    "bool_type": "boolean", "tuple_type": "array", "list_type": "array", "dict_type": "object",
    "mapping_type": "object", "model_type": "object", "model_attributes_type": "object",
}  # fmt: skip
TYPE_NAMES: Mapping[str, str] = {
    "string": "chữ trong ngoặc kép",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "true hoặc false",
    "array": "danh sách trong ngoặc vuông",
    "object": "đối tượng trong ngoặc nhọn",
}
# Stable codes: Pydantic's own names of the same fault differ with how a field is built.
CODES: Mapping[str, str] = {
    "extra_forbidden": "unknown-field",
    "invalid_key": "unknown-field",
    "string_too_short": "text-empty",
    "string_too_long": "text-too-long",
    "string_unicode": "unprintable-character",
    "string_pattern_mismatch": "wrong-form",
    "too_short": "too-few-items",
    "too_long": "too-many-items",
    "literal_error": "not-one-of",
    "union_tag_invalid": "not-one-of",
    "union_tag_not_found": "missing",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "int_parsing": "wrong-type",
    "int_parsing_size": "wrong-type",
    "int_from_float": "wrong-type",
    "float_parsing": "wrong-type",
    "finite_number": "wrong-type",
    "bool_parsing": "wrong-type",
    "bool-not-number": "wrong-type",
    **dict.fromkeys(TYPE_ERRORS, "wrong-type"),
}
WITH_EXAMPLE = frozenset({"missing", "string_pattern_mismatch", "int_parsing", "float_parsing", "int_from_float"})
MAX_SHOWN = 60


@dataclass(frozen=True)
class FieldPlace:
    """What the schema says of a place in an input: title with the place in lists, types, examples, its fields."""

    title: str
    types: tuple[str, ...]
    examples: tuple[Any, ...]
    fields: tuple[str, ...]


class FieldTitles:
    """Looks up what the schema of a model says of places in an input."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._schema = model.model_json_schema(mode="validation")

    def at(self, steps: Sequence[str | int]) -> str:
        """The title of the innermost named field, with the number of the item where it stands in a list."""
        return self.place(steps).title

    def place(self, steps: Sequence[str | int], raw: object = None) -> FieldPlace:
        """The place these steps lead to in a raw record; blocks are told apart by their `kieu` there."""
        nodes: list[Node] = [self._schema]
        current = raw
        named: list[tuple[str, list[int]]] = []
        for step in steps:
            alternatives = self._alternatives(nodes, current)
            if isinstance(step, int):
                nodes = [node["items"] for node in alternatives if isinstance(node.get("items"), dict)]
                if named:
                    named[-1][1].append(step + 1)
            else:
                nodes = [node for alternative in alternatives for node in _property(alternative, step)]
                named.append((next((str(node["title"]) for node in nodes if "title" in node), step), []))
            current = _child(current, step)
        alternatives = self._alternatives(nodes, current)
        types = (name for node in alternatives for name in _types_of(node))
        return FieldPlace(
            title=_path_title(named),
            types=tuple(dict.fromkeys(types)),
            examples=tuple(example for node in [*nodes, *alternatives] for example in node.get("examples", ())),
            fields=tuple(name for node in alternatives for name in node.get("properties", {})),
        )

    def _alternatives(self, nodes: Sequence[Node], value: object) -> list[Node]:
        """The nodes with references and unions followed; of the kinds of blocks only the one the value says it is."""
        kind = value.get("kieu") if isinstance(value, dict) else None
        found, todo, seen = [], list(nodes), set()
        while todo:
            node = todo.pop(0)
            if "$ref" in node:
                name = node["$ref"].rsplit("/", 1)[-1]
                if name not in seen:
                    seen.add(name)
                    todo.append(self._schema["$defs"][name])
            elif "anyOf" in node or "oneOf" in node:
                todo.extend([*node.get("anyOf", []), *node.get("oneOf", [])])
            elif _may_be(node, kind):
                found.append(node)
        return found


@cache
def field_titles(model: type[BaseModel]) -> FieldTitles:
    """The titles of a model's fields, its schema built once."""
    return FieldTitles(model)


def error_type(detail: ErrorDetails) -> str:
    """The type of an error; Pydantic names the length of a text that was cleaned first like that of a list."""
    is_text = detail.get("ctx", {}).get("field_type") == "Value"
    return f"string_{detail['type']}" if is_text and detail["type"] in {"too_short", "too_long"} else detail["type"]


def error_code(detail: ErrorDetails) -> str:
    """The stable code of an error."""
    kind = error_type(detail)
    return CODES.get(kind, kind.replace("_", "-"))


def describe_error(detail: ErrorDetails, title: str, examples: Sequence[Any], types: Sequence[str] = ()) -> str:
    """One sentence a clerk understands: field, fault, mend.

    Args:
        detail: what was found.
        title: the field's title.
        examples: examples of its values.
        types: the JSON types it takes, for the sentence of a value of another type.
    """
    kind, context = error_type(detail), detail.get("ctx", {})
    if "sentence" in context:
        return _closed(str(context["sentence"]))
    if kind in TYPE_ERRORS:
        fault = f"phải là {' hoặc '.join(TYPE_NAMES[name] for name in types or (TYPE_ERRORS[kind],))}"
    elif kind in SENTENCES:
        words = {key: str(value).replace("'", "").replace(" or ", " hoặc ") for key, value in context.items()}
        fault = SENTENCES[kind].format(**words)
    elif "-" in kind:  # our own checks bring their own words
        fault = detail["msg"]
    else:
        fault = "giá trị không hợp lệ. Hãy kiểm tra lại"
    shown = _example(examples) if kind in WITH_EXAMPLE else ""
    return label(title, f"{fault}, ví dụ {shown}" if shown else fault)


def describe_unknown_field(name: str, place: FieldPlace) -> str:
    """The sentence for a field that does not exist, with the one that may have been meant."""
    written = shown(name)
    near = get_close_matches(name[:MAX_SHOWN], place.fields, n=1)
    hint = f"có phải là “{near[0]}”? Hãy sửa tên trường hoặc xóa" if near else "hãy xóa hoặc kiểm tra tên trường"
    return label(place.title or "Văn bản", f"không có trường “{written}”; {hint}")


def label(title: str, fault: str) -> str:
    """The sentence of a fault under the title of its field."""
    sentence = f"{title}: {fault[:1].lower()}{fault[1:]}" if title else f"{fault[:1].upper()}{fault[1:]}"
    return _closed(sentence)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("?", "!")) else f"{sentence.rstrip('.')}."


def _property(node: Node, name: str) -> list[Node]:
    """What a node says of a property; a map says the same of all its keys."""
    if name in node.get("properties", {}):
        return [node["properties"][name]]
    every = node.get("additionalProperties")
    return [every] if isinstance(every, dict) else []


def _path_title(named: Sequence[tuple[str, list[int]]]) -> str:
    """`Ghi chú trong Nơi nhận (mục 2)`: the field, and the item of a list it stands in."""
    if not named:
        return ""
    outer = [part for part in named[:-1] if part[1]]
    return " trong ".join(_numbered(*part) for part in [named[-1], *outer[-1:]])


def _numbered(title: str, numbers: Sequence[int]) -> str:
    return f"{title} (mục {'.'.join(map(str, numbers))})" if numbers else title


def _types_of(node: Node) -> list[str]:
    found = node.get("type", "string" if "enum" in node or "const" in node else None)
    return [found] if isinstance(found, str) and found in TYPE_NAMES else []


def _may_be(node: Node, kind: object) -> bool:
    if kind is None or "kieu" not in node.get("properties", {}):
        return True
    wanted = node["properties"]["kieu"]
    return kind == wanted.get("const") or kind in wanted.get("enum", ())


def _example(examples: Sequence[Any]) -> str:
    for example in examples:
        if isinstance(example, str):
            return f"“{shown(example.replace(chr(10), ' '))}”"
        if isinstance(example, int | float) and not isinstance(example, bool):
            return str(example)
    return ""


def shown(text: str) -> str:
    """A text of an input as a sentence may repeat it: short, and all of it printable."""
    plain = "".join(char if char.isprintable() else "�" for char in text[:MAX_SHOWN])
    return plain if len(text) <= MAX_SHOWN else f"{plain}…"


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list | tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
