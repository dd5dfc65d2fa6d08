"""A small news portal with a clock, served on loopback."""
