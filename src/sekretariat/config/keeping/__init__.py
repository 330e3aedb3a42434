"""Keeping an installation: its content as lines, its backup, its restore, and when both were last done.

Bottom to top: disk, noted, lines, snapshot, archive, backup, restore. The commands are thin over the last two.
"""
