"""Portals: one small file each."""
