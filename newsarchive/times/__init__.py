"""A printed date becomes a `Moment` (`moments.py`), by the first of these that can read it:

times for machines (`machine.py`) · formats that a portal declares (`declared.py`) · dates in words or figures
(`printed.py`, with `clocks.py`, `month_names.py`, `jalali.py`, `eras.py`) · times counted back (`relative.py`) ·
dateparser (`fallback.py`). Each gives a time as it was written (`written.py`), to which `zones.py` adds the zone;
`outline.py` tells where a date stands within a text, `yearless.py` which year is left out of one.
"""

from newsarchive.times.moments import iso, parse_moment, utc_text

__all__ = ["iso", "parse_moment", "utc_text"]
