"""Old compound files (OLE): only Outlook's .msg is taken, and only when its tables are sound.

The library that reads .msg believes these tables: a chain that bites its tail, or a thousand streams over the same
sectors, would cost it hours or gigabytes. So they are walked here first.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

from .errors import UnsafeFile

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 5_000
HEADER_LENGTH = 512
ENTRY_LENGTH = 128
HEADER_FAT_SECTORS = 109
FREE, END_OF_CHAIN = 0xFFFFFFFF, 0xFFFFFFFE
STREAM, ROOT = 2, 5
OUTLOOK = "__properties_version1.0"
ENCRYPTED_OFFICE = "EncryptedPackage"


class _Broken(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    type: int
    left: int
    right: int
    child: int
    size: int


def compound_kind(file: BinaryIO, size: int) -> str:
    """msg; raises UnsafeFile for a Word or Excel file of before 2007, an encrypted one, and a damaged one."""
    try:
        entries = _Tables(file, size).entries()
        names = _names_at_top(entries)
    except (_Broken, struct.error, IndexError, UnicodeDecodeError):
        raise UnsafeFile("unknown_type", found="damaged_ole") from None
    if ENCRYPTED_OFFICE in names:
        raise UnsafeFile("encrypted")
    if OUTLOOK not in names:
        raise UnsafeFile("unknown_type", found="legacy_office")
    if sum(e.size for e in entries if e.type == STREAM) > size or entries[0].size > size:
        raise UnsafeFile("expands_too_much")
    return "msg"


def _names_at_top(entries: list[_Entry]) -> set[str]:
    """Names directly below the root, which is the first entry. Every entry may be reached once."""
    names, seen, waiting = set(), set(), [entries[0].child]
    while waiting:
        place = waiting.pop()
        if place == FREE:
            continue
        if place in seen:
            raise _Broken
        seen.add(place)
        names.add(entries[place].name)
        waiting += [entries[place].left, entries[place].right]
    return names


class _Tables:
    """The sector tables of a compound file, with every count and chain held to the size of the file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        file.seek(0)
        header = file.read(HEADER_LENGTH)
        (shift,) = struct.unpack_from("<H", header, 30)
        fat_count, self.directory = struct.unpack_from("<II", header, 44)
        minifat_count, self.difat, difat_count = struct.unpack_from("<III", header, 64)
        if shift not in (9, 12):
            raise _Broken
        self.file, self.sector_length = file, 1 << shift
        self.sector_count = -(-size // self.sector_length)
        self.per_sector = self.sector_length // 4
        # A table may have some room to spare, not more: readers load what the counts promise.
        if fat_count > 2 * (self.sector_count // self.per_sector) + 2 or minifat_count > self.sector_count:
            raise _Broken
        if difat_count > fat_count // (self.per_sector - 1) + 1:
            raise _Broken
        self.fat = self._fat(header, fat_count, difat_count)

    def entries(self) -> list[_Entry]:
        sectors_allowed = MAX_ENTRIES * ENTRY_LENGTH // self.sector_length + 1
        found: list[_Entry] = []
        sector = self.directory
        while sector != END_OF_CHAIN:
            if not sectors_allowed:
                raise UnsafeFile("too_many_entries", max_entries=MAX_ENTRIES)
            sectors_allowed -= 1
            data = self._sector(sector)
            found += [self._entry(data, at) for at in range(0, len(data), ENTRY_LENGTH)]
            sector = self.fat[sector]
        if not found or found[0].type != ROOT:
            raise _Broken
        return found

    def _entry(self, data: bytes, at: int) -> _Entry:
        name, name_length, kind = struct.unpack_from("<64sHB", data, at)
        left, right, child = struct.unpack_from("<III", data, at + 68)
        # The short form's sizes have 32 bits; what stands in the upper half may be anything.
        (size,) = struct.unpack_from("<I" if self.sector_length == 512 else "<Q", data, at + 120)
        return _Entry(name[: max(name_length - 2, 0)].decode("utf-16-le"), kind, left, right, child, size)

    def _fat(self, header: bytes, fat_count: int, difat_count: int) -> list[int]:
        """The file allocation table: for each sector the next of its chain."""
        places = list(struct.unpack_from(f"<{HEADER_FAT_SECTORS}I", header, 76))
        sector = self.difat
        for _ in range(difat_count):
            *more, sector = self._numbers(sector)
            places += more
        return [number for place in places[:fat_count] if place != FREE for number in self._numbers(place)]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self.per_sector}I", self._sector(sector))

    def _sector(self, number: int) -> bytes:
        if number >= self.sector_count:
            raise _Broken
        self.file.seek((number + 1) * self.sector_length)
        return self.file.read(self.sector_length)
