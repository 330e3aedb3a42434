"""Compound files (OLE) and Outlook mails, made for the tests: no free example of one comes with a package."""

import datetime
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, FURTHER_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
IN_HEADER = 109
STORAGE, STREAM, ROOT = 1, 2, 5

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class Chains:
    """Contents laid one after the other into units, with the table that links the units of each."""

    unit: int
    data: bytearray = field(default_factory=bytearray)
    links: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """The place of its first unit."""
        if not content:
            return END
        first, count = len(self.links), -(-len(content) // self.unit)
        self.data += content.ljust(count * self.unit, b"\0")
        self.links += [*range(first + 1, first + count), END]
        return first


def compound(tree: Tree) -> bytes:
    """The file. Entries of a folder hang on each other as a list, the plainest tree there is."""
    sectors, minis = Chains(SECTOR), Chains(MINI)
    entries: list[list] = [["Root Entry", ROOT, FREE, FREE, END, 0]]

    def add(folder: Tree) -> int:
        following = FREE
        for name, content in reversed(folder.items()):
            if isinstance(content, bytes):
                first = (minis if len(content) < CUTOFF else sectors).add(content)
                entry = [name, STREAM, following, FREE, first, len(content)]
            else:
                entry = [name, STORAGE, following, add(content), 0, 0]
            entries.append(entry)
            following = len(entries) - 1
        return following

    entries[0][3] = add(tree)
    entries[0][4], entries[0][5] = sectors.add(bytes(minis.data)), len(minis.data)
    directory = sectors.add(b"".join(packed(*entry) for entry in entries))
    minifat = sectors.add(struct.pack(f"<{len(minis.links)}I", *minis.links))
    return assembled(sectors, directory=directory, minifat=minifat, minifat_length=-(-len(minis.links) * 4 // SECTOR))


def packed(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, FREE, right, child, first, size)


def assembled(sectors: Chains, *, directory: int, minifat: int, minifat_length: int) -> bytes:
    links, per_sector = list(sectors.links), SECTOR // 4
    # The table also links its own sectors, and those of the list of them that the header has no room for.
    fat_length = -(-len(links) // (per_sector - 2)) + 1
    fat_places = list(range(len(links), len(links) + fat_length))
    further = [fat_places[at : at + per_sector - 1] for at in range(IN_HEADER, fat_length, per_sector - 1)]
    first_further = fat_places[-1] + 1 if further else END
    links += [FAT_SECTOR] * fat_length + [FURTHER_SECTOR] * len(further)
    links += [FREE] * (fat_length * per_sector - len(links))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fat_length, directory, 0, CUTOFF, minifat, minifat_length, first_further, len(further)),
    )
    header += b"".join(map(number, filled(fat_places[:IN_HEADER], IN_HEADER)))
    nexts = [*range(first_further + 1, first_further + len(further)), END]
    lists = [[*filled(places, per_sector - 1), after] for places, after in zip(further, nexts, strict=False)]
    tail = [entry for table in (links, *lists) for entry in table]
    return header + bytes(sectors.data) + b"".join(map(number, tail))


def number(value: int) -> bytes:
    return struct.pack("<I", value)


def filled(places: list[int], length: int) -> list[int]:
    return places + [FREE] * (length - len(places))


TEXT, BYTES, NUMBER, MOMENT = 0x001F, 0x0102, 0x0003, 0x0040


def properties(values: Mapping[int, object], *, header: int) -> dict[str, bytes]:
    """The streams of an Outlook object: texts and bytes in streams of their own, the rest in the table."""
    streams, table = {}, b"\0" * header
    for pid, value in values.items():
        kind, cell = TEXT, b"\0" * 8
        if isinstance(value, str):
            streams[f"__substg1.0_{pid:04X}{TEXT:04X}"] = value.encode("utf-16-le")
        elif isinstance(value, bytes):
            kind = BYTES
            streams[f"__substg1.0_{pid:04X}{BYTES:04X}"] = value
        elif isinstance(value, datetime.datetime):
            since = value - datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)
            kind, cell = MOMENT, struct.pack("<Q", int(since.total_seconds()) * 10_000_000)
        else:
            kind, cell = NUMBER, struct.pack("<I4x", value)
        table += struct.pack("<HHI", kind, pid, 6) + cell
    return {"__properties_version1.0": table, **streams}


def outlook_tree(values: Mapping[int, object], *inner: Tree, header: int = 32) -> dict:
    """A message with its recipients and attachments."""
    tree: dict = properties(values, header=header)
    for folder in inner:
        tree |= folder
    return tree


def recipient(number: int, address: str, *, kind: int = 1) -> dict:
    return {f"__recip_version1.0_#{number:08X}": properties({0x39FE: address, 0x0C15: kind}, header=8)}


def attachment(number: int, name: str, data: bytes) -> dict:
    return {f"__attach_version1.0_#{number:08X}": properties({0x3707: name, 0x3701: data}, header=8)}


def attached_mail(number: int, tree: Tree) -> dict:
    inner = {**properties({0x3705: 5}, header=8), "__substg1.0_3701000D": tree}
    return {f"__attach_version1.0_#{number:08X}": inner}
