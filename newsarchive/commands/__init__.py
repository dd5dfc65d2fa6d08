"""The commands of `newsarchive`, one module a room (`cli.ROOMS`); each lists its own in `COMMANDS`.

`printing` is what several share; `extract` takes its pages from `extract_source`, `extract_archived` and
`extract_manifest`.
"""
