"""Every error a user can meet.

NewsarchiveError            exit code 1: the command failed
├── UsageMistake            2: an argument or setting is wrong; nothing was done
├── ArchiveHeld             3: another run holds the archive
├── StorageError            4: the archive cannot be read or written
│   ├── NoSpaceLeft
│   │   └── DiskFloor
│   ├── ReadOnlyArchive
│   ├── DamagedArchive
│   ├── NewerSchema
│   └── OlderSchema
├── BrokenVisit
└── PortalError             5: the portal is blocked or broken
    ├── UnreachablePortal
    └── NotAPortal

A message is one line; it names the thing and says what to do.
"""

from typing import ClassVar


class NewsarchiveError(Exception):
    """A failure with one clear line for the user and the exit code of the command."""

    exit_code: ClassVar[int] = 1


class UsageMistake(NewsarchiveError):
    """An argument or a setting is wrong; nothing was read or written."""

    exit_code = 2


class ArchiveHeld(NewsarchiveError):
    """Another run holds the archive's lock."""

    exit_code = 3


class StorageError(NewsarchiveError):
    """The archive cannot be read or written."""

    exit_code = 4


class NoSpaceLeft(StorageError):
    """The disk is full."""


class DiskFloor(NoSpaceLeft):
    """Less is free than a run leaves to others (setting FREE_DISK_FLOOR_MB); the archive can still be written."""


class ReadOnlyArchive(StorageError):
    """The archive's folder or file cannot be written."""


class DamagedArchive(StorageError):
    """The database or a WARC file is damaged; `newsarchive verify` lists the faults."""


class NewerSchema(StorageError):
    """The archive was written by a later release of newsarchive."""


class OlderSchema(StorageError):
    """The archive was written by an earlier release of newsarchive, and reading it does not change it."""


class BrokenVisit(NewsarchiveError):
    """A fault of the program or of a portal's spider ended a visit: its page failed, everything else is archived."""


class PortalError(NewsarchiveError):
    """The portal is blocked or broken: nothing of it could be archived."""

    exit_code = 5


class UnreachablePortal(PortalError):
    """No address of the portal answered."""


class NotAPortal(PortalError):
    """The site answers, but names no article."""
