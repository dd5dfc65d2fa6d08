"""The bytes that prove it: WARC 1.1 files, written and read."""

from newsarchive.captures.reader import CaptureReader, StoredResponse
from newsarchive.captures.records import WHOLE, Exchange
from newsarchive.captures.tails import cut_tails
from newsarchive.captures.writer import CaptureWriter

__all__ = ["WHOLE", "CaptureReader", "CaptureWriter", "Exchange", "StoredResponse", "cut_tails"]
