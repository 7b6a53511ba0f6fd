"""What a fork may reach once it has a document: its own folder and what LibreOffice reads. For the host's processes.

On the standard library alone, see `host`. Landlock, where the system has it, keeps a process to folders that were
named, from the memory of all processes but its own children, from the network, and (since its sixth version) from
sending signals to others. It cannot be undone. Where there is none, forks are at least kept from each other's memory.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from contextlib import suppress

# Their numbers are the same on every kind of machine.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
TELL_VERSION, RULE_PATH = 1, 1
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38
CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITY_VERSION = 0x20080522

# Rights to files, by their bits.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
READ = EXECUTE | READ_FILE | READ_DIR
WORK = READ_FILE | READ_DIR | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
# How many of those bits each version knows, the first version first.
FILE_BITS = (13, 14, 15, 15, 16)
# The first versions that know the network, and what they call scopes; and all that these can forbid.
NETWORK_SINCE, SCOPES_SINCE = 4, 6
BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 3, 3
# Of the devices only these: the folders in memory are among the others.
DEVICES = {"/dev/null": READ_FILE | WRITE_FILE, "/dev/zero": READ_FILE, "/dev/urandom": READ_FILE}


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("place", ctypes.c_int32))


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def landlock_version() -> int:
    """The version of Landlock that this system has; 0 where it has none, or it is switched off."""
    version: int = _system().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), TELL_VERSION)
    return max(0, version)


class Walls:
    """What is put around a process: it is got ready before there is a document, and shut when there is one."""

    def __init__(self, readable: Iterable[str]) -> None:
        """Opens the folders that may be read; what is not there is left out.

        Raises:
            OSError: the system has no Landlock.
        """
        version = landlock_version()
        if not version:
            raise OSError("this system has no Landlock")
        self._handled = (1 << FILE_BITS[min(version, len(FILE_BITS)) - 1]) - 1
        self._wanted = _Ruleset(self._handled)
        size = _Ruleset.network.offset
        if version >= NETWORK_SINCE:
            self._wanted.network, size = BIND_AND_CONNECT, _Ruleset.scopes.offset
        if version >= SCOPES_SINCE:
            self._wanted.scopes, size = SOCKETS_AND_SIGNALS, ctypes.sizeof(_Ruleset)
        self._size = size
        self._places: list[tuple[int, int]] = []
        for path, allowed in (*((path, READ) for path in readable), *DEVICES.items()):
            with suppress(OSError):
                self._places.append((os.open(path, os.O_PATH | os.O_CLOEXEC), allowed))
        self._rules = -1

    def prepare(self) -> None:
        """Does all that can be done before the folder is known.

        Raises:
            OSError: the system does not take it.
        """
        arguments = ctypes.byref(self._wanted), ctypes.c_size_t(self._size), 0
        self._rules = _checked(_system().syscall(CREATE_RULESET, *arguments))
        for place, allowed in self._places:
            self._allow(place, allowed)

    def shut(self, folder: str) -> None:
        """From now on this process works in this folder and reads what was named, and that is all.

        Raises:
            OSError: the folder cannot be opened, or the system does not take it.
        """
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        self._allow(place, WORK)
        os.close(place)
        _checked(_system().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        _checked(_system().syscall(RESTRICT_SELF, self._rules, 0))
        os.close(self._rules)

    def _allow(self, place: int, allowed: int) -> None:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            allowed &= OF_FILES
        rule = _PathRule(allowed & self._handled, place)
        _checked(_system().syscall(ADD_RULE, self._rules, RULE_PATH, ctypes.byref(rule), 0))


def hide_memory() -> None:
    """Keeps others of the same user from the memory of this process and of those it forks."""
    _system().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def drop_privileges() -> None:
    """Gives up what root may do beyond its own files; no program that is started from here gets it back."""
    _system().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    number = CAPSET.get(os.uname().machine)
    if number is not None:
        header = _Header(CAPABILITY_VERSION, 0)
        _system().syscall(number, ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
