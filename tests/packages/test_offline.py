"""The offline package: what is in it, the links in its pages, and how its file is written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli import cli
from site_builder.package.offline import offline

from ..small_base import write_base

README = ("先打開這個.txt", "一\n二\n")
SITE = {
    "index.html": b"<a href=tools/>x</a>",
    "tools/index.html": b"x",
    "tools/a.html": b"",
    "404.html": b"",
    "sitemap.xml": b"",
    "sitemap.xml.gz": b"",
    "assets/javascripts/bundle.min.js": b"//",
    "assets/javascripts/bundle.min.js.map": b"",
    "assets/javascripts/lunr/lunr.zh.js": b"",
    "assets/a.js": b"a",
}


def unpacked(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_site_below_one_folder_without_what_only_servers_read() -> None:
    files = unpacked(offline(SITE, README))
    pages = ["index.html", "tools/a.html", "tools/index.html"]
    scripts = ["assets/a.js", "assets/javascripts/bundle.min.js"]
    assert sorted(files) == sorted(f"armory/{name}" for name in [*pages, *scripts, README[0]])
    assert files["armory/先打開這個.txt"].decode("utf-8-sig") == "一\r\n二\r\n"


def test_the_same_site_gives_the_same_bytes() -> None:
    backwards = dict(reversed(SITE.items()))
    assert offline(SITE, README) == offline(backwards, README)


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<a href="../tools/">', '<a href="index.html">'),
        ("<a href=..>", '<a href="../index.html">'),
        ('<a class="x" href="./#top">', '<a class="x" href="index.html#top">'),
        ('<a href="/tools/a.html#b">', '<a href="a.html#b">'),
        ('<link rel="x" href="/">', '<link rel="x" href="../index.html">'),
        ('<script src="/assets/a.js">', '<script src="../assets/a.js">'),
        ('<a href="a.html">', '<a href="a.html">'),
        ('<a href="?a=1&amp;b=2">', '<a href="?a=1&amp;b=2">'),
        ('<a href="#b">', '<a href="#b">'),
        ('<a href="https://a.example/tools/">', '<a href="https://a.example/tools/">'),
        ('<a href="//a.example/">', '<a href="//a.example/">'),
        ('<a href="mailto:a@a.example">', '<a href="mailto:a@a.example">'),
        ('<a href="nowhere/">', '<a href="nowhere/">'),
    ],
)
def test_links_lead_to_files(written: str, made: str) -> None:
    files = SITE | {"tools/index.html": written.encode()}
    assert unpacked(offline(files, README))["armory/tools/index.html"].decode() == made


# ------------------------------------------------------------------------------------------------ the command


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pack(out: str) -> Result:
    result = CliRunner().invoke(cli, ["package", "offline", "--out", out])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_packs_a_site_that_is_put_nowhere_else(base: Path) -> None:
    (base / "out").mkdir()
    (base / "out" / "武器庫.zip").write_text("old")
    result = pack("out/武器庫.zip")
    assert result.exit_code == 0 and "武器庫.zip" in result.stdout and "MB" in result.stdout
    assert "armory/tools/shop-visits.html" in unpacked((base / "out" / "武器庫.zip").read_bytes())
    assert [path.name for path in (base / "out").iterdir()] == ["武器庫.zip"]
    assert not (base / "site").exists()


@pytest.mark.parametrize(
    ("out", "said"), [("x.rar", ".zip"), ("there.zip", "文件夾"), ("mkdocs.yml/x.zip", "mkdocs.yml/x.zip")]
)
def test_a_bad_place_is_told(out: str, said: str, base: Path) -> None:
    (base / "there.zip").mkdir()
    result = pack(out)
    assert result.exit_code in (1, 2)
    assert said in result.stderr


def test_with_problems_the_file_that_stood_there_stays(base: Path) -> None:
    (base / "old.zip").write_text("old")
    (base / "content" / "index.md").write_text("---\ntitel: x\n---\n", "utf-8")
    assert pack("old.zip").exit_code == 1
    assert (base / "old.zip").read_text() == "old"
