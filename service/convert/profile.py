"""Writes the throw-away LibreOffice profile that one conversion runs on: quick to start, nothing active, no links."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

OOR = "http://openoffice.org/2001/registry"
COMMON = "/org.openoffice.Office.Common"
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
    settings = list(SETTINGS)
    if version:
        # Without it every start takes the path of a first start after an update, four times as long.
        settings.append(("/org.openoffice.Setup/Product", "ooSetupLastVersion", version))
    if build:
        # Without it LibreOffice first makes its table of extensions and asks to be started again (exit code 81).
        (user / "extensions").mkdir()
        (user / "extensions" / "buildid").write_text(build, encoding="utf-8")
    (user / "registrymodifications.xcu").write_bytes(_serialise(settings))


def _serialise(settings: list[tuple[str, str, str]]) -> bytes:
    items = etree.Element(f"{{{OOR}}}items", nsmap={"oor": OOR})
    for path, name, value in settings:
        item = etree.SubElement(items, "item", {f"{{{OOR}}}path": path})
        prop = etree.SubElement(item, "prop", {f"{{{OOR}}}name": name, f"{{{OOR}}}op": "fuse"})
        etree.SubElement(prop, "value").text = value
    return etree.tostring(items, xml_declaration=True, encoding="UTF-8")
