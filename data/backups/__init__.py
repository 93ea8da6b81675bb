"""Backups: a workspace whole, as one folder that can be restored anywhere.

A backup holds the settings, recipes and boundaries, every published version, and the register (as
SQLite, whatever database it is in). Its list, `backup.json`, comes last and gives the SHA-256 of
every file: a backup cut short has none and is not taken for one.
"""

from data.backups.making import backup
from data.backups.manifest import BackupError, Manifest
from data.backups.restoring import Restored, restore

__all__ = ["BackupError", "Manifest", "Restored", "backup", "restore"]
