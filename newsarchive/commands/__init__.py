"""The commands of `newsarchive`, one module a room; each module lists its own in `COMMANDS`."""
