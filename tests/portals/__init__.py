"""The archive held against real portals, each with the truth from its own database."""
