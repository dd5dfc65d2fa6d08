"""The archive: SQLite beside the captures."""
