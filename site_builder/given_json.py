"""Given files in JSON: their text in, data that know their places out, or problems."""

from __future__ import annotations

import json
import re
from pathlib import Path

from .located_yaml import Located
from .located_yaml import parse as parse_located
from .problem import Problem, Span
from .source_text import read_text


def read_json(path: Path, shown: str) -> tuple[Located | None, list[Problem]]:
    """JSON is YAML once its tabs are blanks; the JSON parser first, for its stricter word."""
    source, problems = read_text(path, shown)
    if source is None:
        return None, problems
    if not source.text.strip():
        return None, [Problem(source.span(0, 0), "empty_file")]
    try:
        json.loads(source.text, parse_int=str)
    except json.JSONDecodeError as error:
        return None, [Problem(source.span(error.pos, error.pos + 1), "json_syntax", {"found": error.msg})]
    except RecursionError:
        return None, [Problem(Span(shown), "too_deep", {"most": "100"})]
    located, found = parse_located(_SURROGATES.sub(_one_character, source.text.replace("\t", " ")), shown)
    return located, [*problems, *found]


# A character beyond the first 65,536 is written as two escapes in JSON; an escaped backslash is none of them.
_SURROGATES = re.compile(r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def _one_character(found: re.Match[str]) -> str:
    return str(json.loads(f'"{found[0]}"')) if found[1] else found[0]
