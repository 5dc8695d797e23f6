"""A site as a plain static host gives it: over HTTP/1.1, text packed, with headers by path."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map")
HeadersOf = Callable[[str], Mapping[str, str]]


@contextmanager
def served(site: Path, headers_of: HeadersOf = lambda _: {}) -> Iterator[str]:
    """The address of a folder while it is served. `headers_of` gives what is sent with a path such as `/a/b.html`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site, headers_of))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(site: Path, headers_of: HeadersOf) -> type[BaseHTTPRequestHandler]:
    @cache
    def body(path: Path, packed: bool) -> bytes:
        content = path.read_bytes()
        return gzip.compress(content, 9, mtime=0) if packed else content

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections are kept, as everywhere

        def handle(self) -> None:
            with suppress(ConnectionError):  # a browser that is closed hangs up in the middle
                super().handle()

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            path += "index.html" if path.endswith("/") else ""
            file, status = site / path.lstrip("/"), 200
            if not file.is_file() or site.resolve() not in file.resolve().parents:
                file, status = site / "404.html", 404
            packed = file.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
            content = body(file, packed)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(content)))
            if packed:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            for name, value in headers_of(path).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    return Handler
