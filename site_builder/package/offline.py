"""The site for reading without a network: a built site in, the bytes of one zip out."""

from __future__ import annotations

from collections.abc import Mapping

from .archive import archive
from .carried import carried

FOLDER = "armory"  # letters that every unpacking program knows


def offline(files: Mapping[str, bytes], readme: tuple[str, str]) -> bytes:
    """`files` of the site by path; `readme`: the name and the text of what is to be read first."""
    name, text = readme
    # Old editors on Windows know UTF-8 by its mark, and lines by both signs.
    packed = {**carried(files), name: text.replace("\n", "\r\n").encode("utf-8-sig")}
    return archive({f"{FOLDER}/{path}": content for path, content in packed.items()})
