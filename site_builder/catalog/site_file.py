"""The texts of `mkdocs.yml`, which `content/<locale>/site.yml` may translate. All else in it is for MkDocs."""

from __future__ import annotations

from pydantic import BaseModel

from .part import Text


class ToggleFile(BaseModel):
    name: Text | None = None


class PaletteFile(BaseModel):
    toggle: ToggleFile | None = None


class ThemeFile(BaseModel):
    palette: PaletteFile | list[PaletteFile] | None = None


class SiteFile(BaseModel):
    site_name: Text | None = None
    site_description: Text | None = None
    copyright: Text | None = None
    theme: ThemeFile | None = None
