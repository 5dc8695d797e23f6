"""Files in, the bytes of one zip out. The same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can name
_FILE_MODE = 0o100644 << 16
_UNIX = 3


def archive(files: Mapping[str, bytes]) -> bytes:
    """`files` by path. No entries for folders; names beyond ASCII are marked as UTF-8."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _DATE)
            entry.external_attr, entry.create_system = _FILE_MODE, _UNIX
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
