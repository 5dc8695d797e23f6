"""Links as the page makes and reads them, written once more, apart from the code that is tested with them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any


def packed(sent: Any, form: int = 1) -> str:
    """A form byte, FNV-1a of the text, the text deflated; as base 64 for addresses. A text is packed as it stands."""
    text = (sent if isinstance(sent, str) else json.dumps(sent)).encode()
    head = bytes([form]) + fnv(text).to_bytes(4, "big")
    return base64.urlsafe_b64encode(head + _deflated(text)).decode().rstrip("=")


def unpacked(link: str) -> dict[str, Any]:
    """What a link (an address, or what stands behind `#work=`) holds."""
    signs = link.split("#work=")[-1]
    data = base64.urlsafe_b64decode(signs + "=" * (-len(signs) % 4))
    text = zlib.decompress(data[5:], -15)
    assert (data[0], data[1:5]) == (1, fnv(text).to_bytes(4, "big"))
    found: dict[str, Any] = json.loads(text)
    return found


def fnv(data: bytes) -> int:
    value = 0x811C9DC5
    for byte in data:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _deflated(data: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()
