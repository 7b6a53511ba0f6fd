"""Writes how LibreOffice is configured here: quick to start, nothing active, no links to anything outside.

As the throw-away profile of one conversion, or as a layer of the configuration that a kept LibreOffice only reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

OOR = "http://openoffice.org/2001/registry"
COMMON = "/org.openoffice.Office.Common"
# LibreOffice reads every file with this ending in the folder of a layer.
LAYER_FILE = "vanthu.xcd"
# The sidebar among the windows of Writer, by the number LibreOffice has given it since version 4.
SIDEBAR = "swriter/10336"
BARS = {"menubar": "http://openoffice.org/2001/menu", "statusbar": "http://openoffice.org/2001/statusbar"}
# Path in the configuration, property, value. A name that a version does not know is ignored by it.
SETTINGS = (
    (f"{COMMON}/Misc", "FirstRun", "false"),
    (f"{COMMON}/Misc", "UseOpenCL", "false"),
    (f"{COMMON}/Save/Document", "AutoSave", "false"),
    (f"{COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{COMMON}/Security/Scripting", "CheckDocumentEvents", "true"),
    (f"{COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Office.Linguistic/SpellChecking", "IsSpellAuto", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    # 2 is "never".
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)


def write_profile(folder: Path, version: str, build: str) -> None:
    """Make a profile in `folder`, which must not exist.

    Args:
        folder: becomes the UserInstallation of LibreOffice.
        version: of the product, as "7.4"; "" if unknown, which costs time only.
        build: the installation's build id; "" if unknown, which costs time only.
    """
    user = folder / "user"
    user.mkdir(parents=True)
    if build:
        # Without it LibreOffice first makes its table of extensions and asks to be started again (exit code 81).
        (user / "extensions").mkdir()
        (user / "extensions" / "buildid").write_text(build, encoding="utf-8")
    (user / "registrymodifications.xcu").write_bytes(_serialise(_settings(version)))


def write_layer(folder: Path, version: str) -> None:
    """Make a layer of the configuration in `folder`, which must not exist; `version` as for a profile.

    It is for a LibreOffice without a window: what nobody sees is not drawn.
    """
    folder.mkdir()
    root = etree.Element(_name("data"), nsmap={"oor": OOR, "xs": "http://www.w3.org/2001/XMLSchema"})
    for path, name, value in _settings(version):
        component, *nodes = path.strip("/").split("/")
        _add(root, component, nodes, name, value)
    # Its parts made a third of a conversion. "H" is hidden.
    _add(root, "org.openoffice.Office.Views", ("Windows", SIDEBAR, "UserData"), "Data", "V2,H,0", kind="xs:string")
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    (folder / LAYER_FILE).write_bytes(content)


def write_bare_windows(profile: Path) -> None:
    """Put into a profile a menu and a status bar without entries: each is made anew with every document."""
    for name, space in BARS.items():
        folder = profile / "user" / "config" / "soffice.cfg" / "modules" / "swriter" / name
        folder.mkdir(parents=True)
        bar = etree.Element(f"{{{space}}}{name}", nsmap={name: space})
        (folder / f"{name}.xml").write_bytes(etree.tostring(bar, xml_declaration=True, encoding="UTF-8"))


def _add(
    root: etree._Element, component: str, nodes: Sequence[str], name: str, value: str, kind: str | None = None
) -> None:
    """Add a property to a layer, with the component and the nodes that hold it."""
    package, _, short = component.rpartition(".")
    data = _name("component-data")
    named: dict[str, str] = {_name("package"): package, _name("name"): short}
    alike = (one for one in root.iterchildren(data) if all(one.get(key) == word for key, word in named.items()))
    holder = next(alike, None)
    if holder is None:
        holder = etree.SubElement(root, data, named)
    for node in nodes:
        known = next((one for one in holder.iterchildren("node") if one.get(_name("name")) == node), None)
        # An entry of a list that an installation need not have is put there.
        added = {_name("name"): node} | ({_name("op"): "replace"} if node == SIDEBAR else {})
        holder = etree.SubElement(holder, "node", added) if known is None else known
    typed = {_name("type"): kind} if kind else {}
    prop = etree.SubElement(holder, "prop", {_name("name"): name, _name("op"): "fuse", **typed})
    etree.SubElement(prop, "value").text = value


def _name(name: str) -> str:
    return f"{{{OOR}}}{name}"


def _settings(version: str) -> list[tuple[str, str, str]]:
    if not version:
        return list(SETTINGS)
    # Without it every start takes the path of a first start after an update, four times as long.
    return [*SETTINGS, ("/org.openoffice.Setup/Product", "ooSetupLastVersion", version)]


def _serialise(settings: list[tuple[str, str, str]]) -> bytes:
    items = etree.Element(f"{{{OOR}}}items", nsmap={"oor": OOR})
    for path, name, value in settings:
        item = etree.SubElement(items, "item", {f"{{{OOR}}}path": path})
        prop = etree.SubElement(item, "prop", {f"{{{OOR}}}name": name, f"{{{OOR}}}op": "fuse"})
        etree.SubElement(prop, "value").text = value
    return etree.tostring(items, xml_declaration=True, encoding="UTF-8")
