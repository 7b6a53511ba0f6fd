"""The tags of a PDF cut to those of some of its pages, and put together again from several PDFs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name


class Tags:
    """The tags of a whole PDF, to be shared out among runs of its pages: each top element goes where it begins."""

    def __init__(self, whole: pikepdf.Pdf, numbers: Mapping[tuple[int, int], int], starts: Sequence[int]) -> None:
        """Shares them out; `numbers` gives the number of a page object, `starts` the first page of each run.

        Raises:
            LookupError, ValueError, AttributeError: the tags are not as LibreOffice makes them.
        """
        self._whole = whole
        root = whole.Root.StructTreeRoot
        self._roles = _indirect(whole, root.RoleMap) if "/RoleMap" in root else None
        top = root.K
        if isinstance(top, Array):
            (top,) = list(top)
        if str(top.S) != "/Document":
            raise ValueError("the tags do not begin with a document")
        self._groups: list[list[pikepdf.Object]] = [[] for _ in starts]
        run = 0
        for element in list(top.K):
            page = _first_page(element)
            while page is not None and run + 1 < len(starts) and numbers[page] >= starts[run + 1]:
                run += 1
            self._groups[run].append(element)
        entries = list(root.ParentTree.Nums)
        self._parents = dict(zip(map(int, entries[::2]), entries[1::2], strict=True))

    def give(self, run: int, part: pikepdf.Pdf) -> None:
        """Has a PDF that consists of the run's pages carry their tags. What they point to outside it is not copied.

        Raises:
            LookupError, ValueError, AttributeError: the tags are not as LibreOffice makes them.
        """
        own = self._whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(self._groups[run])))
        for element in self._groups[run]:
            # Through the old parent everybody's tags would be reached and copied.
            element.P = own
        document = part.copy_foreign(own)
        known = len(part.objects)
        nums = Array()
        for number, page in enumerate(part.pages):
            parents = self._parents[int(page.obj.StructParents)]
            nums.append(number)
            nums.append(part.copy_foreign(_indirect(self._whole, parents)))
            page.obj.StructParents = number
        if len(part.objects) != known + len(part.pages):
            raise ValueError("marked content of these pages belongs to tags of others")
        roles = None if self._roles is None else part.copy_foreign(self._roles)
        set_tags(part, [document], nums, roles)


def set_tags(
    part: pikepdf.Pdf, top: Sequence[pikepdf.Object], parents: pikepdf.Object, roles: pikepdf.Object | None
) -> None:
    """Gives a PDF its tree of tags."""
    root = part.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array(top),
            ParentTree=part.make_indirect(Dictionary(Nums=parents)),
            ParentTreeNextKey=len(parents) // 2,
        )
    )
    for element in top:
        element.P = root
    if roles is not None:
        root.RoleMap = roles
    part.Root.StructTreeRoot = root
    part.Root.MarkInfo = Dictionary(Marked=True)


def _indirect(whole: pikepdf.Pdf, one: pikepdf.Object) -> pikepdf.Object:
    """Only an indirect object can be copied to another PDF."""
    return one if one.is_indirect else whole.make_indirect(one)


def _first_page(element: pikepdf.Object) -> tuple[int, int] | None:
    """The page an element begins on; None for one that shows nothing."""
    node: object = element
    while isinstance(node, Dictionary):
        if "/Pg" in node:
            return node.Pg.objgen
        node = node.get("/K")
        if isinstance(node, Array):
            node = next((kid for kid in list(node) if isinstance(kid, Dictionary)), None)
    return None
