"""Themes as data: one file a theme."""
