"""Loads the spiders: a file that is wrong takes none of its folder with it, as it would with Scrapy's own loader."""

from __future__ import annotations

import builtins
import traceback
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import click
from scrapy.spiderloader import SpiderLoader


class PortalLoader(SpiderLoader):
    """Knows the spiders of all files of SPIDER_MODULES that can be imported, and what is wrong with the others."""

    broken: dict[str, str]
    """The last part of a module's name, and what is wrong with it."""

    def _load_all_spiders(self) -> None:
        self.broken = {}
        for name in self.spider_modules:
            for module in self._modules(name):
                self._load_spiders(module)
        self._check_name_duplicates()

    def _modules(self, name: str) -> Iterator[ModuleType]:
        try:
            module = import_module(name)
        except Exception as fault:  # a spider's file is somebody else's program: anything may be wrong with it
            self.broken[name.rpartition(".")[2]] = _told(fault)
            return
        yield module
        for inner in iter_modules(getattr(module, "__path__", ())):
            yield from self._modules(f"{name}.{inner.name}")

    def list(self) -> builtins.list[str]:
        """Return the names of all spiders; say which files have none because they are wrong."""
        for fault in self.broken.values():
            click.echo(f"Warning: left out: {fault}", err=True)
        return super().list()


def _told(fault: Exception) -> str:
    """Return file, line and fault."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    file, line = (fault.filename, fault.lineno) if isinstance(fault, SyntaxError) else (last.filename, last.lineno)
    return f"{file}, line {line}: {type(fault).__name__}: {getattr(fault, 'msg', fault)}"
