"""The bytes that prove it: WARC 1.1 files, written and read.

- written (`records.py`, `writer.py`), cut after a crash (`tails.py`), read back (`reader.py`, `walk.py`, `decoding.py`)
- made elsewhere (`elsewhere.py`, `cdx.py`); without what was taken down (`needles.py`, `redaction.py`)
"""

from newsarchive.captures.reader import CaptureReader, StoredResponse
from newsarchive.captures.records import WHOLE, Exchange
from newsarchive.captures.tails import cut_tails
from newsarchive.captures.writer import CaptureWriter

__all__ = ["WHOLE", "CaptureReader", "CaptureWriter", "Exchange", "StoredResponse", "cut_tails"]
