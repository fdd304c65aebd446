"""Folders that are no place for the store or its backups: other computers' disks, synced ones.

SQLite's locks and its write-ahead log ask for a local disk (How To Corrupt An SQLite Database File,
section 2); a program that synchronises a folder copies a file in the middle of a write, and sends
patients' data where nobody meant it to go, if only encrypted.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path

import psutil

_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afpfs|9p|webdav|davfs2?|afs|ceph|glusterfs|lustre|fuse\.(?!ext|ntfs|exfat)\w+"
    r"|ncpfs|vboxsf|vmhgfs|prl_fs|virtiofs"
)
_SYNCED = re.compile(
    r"(one ?drive|dropbox|google ?drive|my ?drive|icloud ?drive|mobile documents|nextcloud"
    r"|owncloud|pcloud|box ?sync|syncthing|seafile|坚果云|nutstore|百度网盘|baidu\w*|wps ?云盘"
    r"|阿里云盘|腾讯微云)( ?[-–(].*)?",
    re.IGNORECASE,
)
_MARKERS = (".dropbox", ".stfolder", ".sync", ".owncloudsync.log", ".nextcloudsync.log")


class PlaceWarning(StrEnum):
    """Why a folder is no place for the store or its backups."""

    NETWORK = "network"
    SYNCED = "synced"


def place_warning(folder: Path) -> PlaceWarning | None:
    """Return what speaks against ``folder``, as far as it can be seen; None where nothing does."""
    folder = _existing(folder.absolute())
    parts = [folder, *folder.parents]
    if any(_SYNCED.fullmatch(part.name) for part in parts):
        return PlaceWarning.SYNCED
    if any((part / marker).exists() for part in parts for marker in _MARKERS):
        return PlaceWarning.SYNCED
    if str(folder).startswith("\\\\") or _NETWORK.fullmatch(_file_system(folder)):
        return PlaceWarning.NETWORK
    return None


def _existing(folder: Path) -> Path:
    """Return the folder itself, or the nearest one above that is there."""
    return next((each for each in (folder, *folder.parents) if each.exists()), folder).resolve()


def _file_system(folder: Path) -> str:
    """Return the kind of the file system that ``folder`` lies on, in lower case; "" if unknown."""
    found, kind = "", ""
    for partition in psutil.disk_partitions(all=True):
        place = os.path.normcase(partition.mountpoint)
        inside = os.path.normcase(f"{folder}{os.sep}").startswith(place.rstrip(os.sep) + os.sep)
        if inside and len(place) >= len(found):
            remote = "remote" in partition.opts.split(",")  # Windows says so there
            found, kind = place, "cifs" if remote else partition.fstype.lower()
    return kind
