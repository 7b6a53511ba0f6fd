"""Vietnamese sentences for what Pydantic finds: the field's own title, what is wrong, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

# Keyed by Pydantic's error type; the braces are filled from the error's own context.
SENTENCES = {
    "missing": "bắt buộc phải có",
    "extra_forbidden": "không có trường này. Hãy xóa hoặc kiểm tra tên trường",
    "string_type": "phải là chữ, viết trong ngoặc kép",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự. Hãy rút gọn",
    "string_pattern_mismatch": "không đúng dạng yêu cầu",
    "string_unicode": "có ký tự hỏng. Hãy gõ lại",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "finite_number": "phải là số hữu hạn",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "literal_error": "phải là một trong: {expected}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải không quá {le}",
    "tuple_type": "phải là danh sách, viết trong ngoặc vuông",
    "list_type": "phải là danh sách, viết trong ngoặc vuông",
    "dict_type": "phải là một đối tượng, viết trong ngoặc nhọn",
    "model_type": "phải là một đối tượng, viết trong ngoặc nhọn",
    "model_attributes_type": "phải là một đối tượng, viết trong ngoặc nhọn",
    "too_short": "phải có ít nhất {min_length} mục",
    "too_long": "chỉ được có nhiều nhất {max_length} mục. Hãy rút gọn",
    "union_tag_not_found": "thiếu trường kieu cho biết đây là khối gì",
    "union_tag_invalid": "kieu phải là một trong: {expected_tags}",
}


class FieldTitles:
    """Looks up the Vietnamese title and an example of the field at a place of the input."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._schema = model.model_json_schema(mode="validation")

    def at(self, steps: Sequence[str | int]) -> str:
        """The title of the innermost named field, with the number of the item where it stands in a list."""
        title, numbers = "", []
        node = self._schema
        for step in steps:
            if isinstance(step, int):
                numbers.append(step + 1)
            else:
                node = self._child(node, step)
                found = node.get("title")
                title = str(found) if found else title
                numbers = [] if found else numbers
        return f"{title} (mục {'.'.join(map(str, numbers))})" if title and numbers else title

    def examples_at(self, steps: Sequence[str | int]) -> list[Any]:
        """Examples of the field a place ends in, if it ends in one."""
        if not steps or isinstance(steps[-1], int):
            return []
        node = self._schema
        for step in steps:
            node = self._child(node, step) if isinstance(step, str) else node
        examples = node.get("examples", [])
        return examples if isinstance(examples, list) else []

    def _child(self, node: dict[str, Any], name: str) -> dict[str, Any]:
        for candidate in self._alternatives(node):
            if name in candidate.get("properties", {}):
                child: dict[str, Any] = candidate["properties"][name]
                return child
        return {}

    def _alternatives(self, node: dict[str, Any]) -> list[dict[str, Any]]:
        """A node itself and everything it may stand for: references, unions, items of a list."""
        found, todo, seen = [], [node], set()
        while todo:
            current = todo.pop(0)
            if "$ref" in current:
                name = current["$ref"].rsplit("/", 1)[-1]
                if name not in seen:
                    seen.add(name)
                    todo.append(self._schema["$defs"][name])
            found.append(current)
            todo.extend(current.get("anyOf", []) + current.get("oneOf", []) + current.get("allOf", []))
            todo.extend([current["items"]] if isinstance(current.get("items"), dict) else [])
            todo.extend(current.get("prefixItems", []))
        return found


def describe_error(detail: ErrorDetails, title: str, examples: Sequence[Any]) -> str:
    """One sentence a clerk understands: field, fault, mend."""
    template = SENTENCES.get(detail["type"])
    if template is None:
        # Our own checks bring their own sentence; anything else is told in general words.
        sentence = detail["msg"] if _is_own(detail) else "giá trị không hợp lệ"
    else:
        sentence = template.format(**detail.get("ctx", {}))
    if detail["type"] in {"missing", "string_pattern_mismatch"} and examples and isinstance(examples[0], str | int):
        shown = str(examples[0]).replace("\n", " ")
        sentence += f", ví dụ: {shown}"
    text = f"{title}: {sentence[0].lower()}{sentence[1:]}" if title and not _is_sentence(sentence) else sentence
    return f"{text.rstrip('.')}."


def _is_own(detail: ErrorDetails) -> bool:
    return "-" in detail["type"]


def _is_sentence(text: str) -> bool:
    return text[:1].isupper()
