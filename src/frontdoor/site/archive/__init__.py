"""Backup and restore: the database, the files and the key in one archive.

The archive is a tar file. `about.json` comes first and says what made it; `end.json` comes last and
holds the SHA-256 of every member, so that a backup that was cut off can't pass for a whole one.
"""
