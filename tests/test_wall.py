"""The trainer's wall without a page: what it reads of each tool, whose file counts, what is counted over all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_builder.catalog import Catalog, load_catalog
from site_builder.render.wall import has_wall, wall_script
from site_builder.words import load

from .browser_code import Functions
from .pages_base import pages_catalog

ROOT = Path(__file__).parents[1]

# Entries as JSON: figures by value and key. A learner is an entry, and what is said of him.
GLUE = """
const works = (tools) => Object.fromEntries(Object.entries(tools).map(([slug, typed]) => [slug, {
  rows: {}, next: {},
  typed: Object.fromEntries(Object.entries(typed).map(([name, cells]) => [name, new Map(Object.entries(cells))])),
}]));
const entryOf = ({ name = "", team = "", date = "", saved = "", tools = {}, done = {}, items = {}, best = null }) => ({
  name, team, date, saved, works: works(tools), path: { done }, quiz: { items, final: { best, day: "" } },
});
const learnerFrom = (said) => ({ stations: [], lights: {}, sorted: {}, ratings: {}, ...said, entry: entryOf(said) });
const called = (learners) => learners.map(({ entry }) => entry.name);
function roomOf(files, both = false) {
  let room = files.map(learnerFrom).reduce(enter, EMPTY);
  if (both) room = keepBoth(room, room.replaced[0]);
  const saved = ({ entry }) => entry.saved;
  return {
    learners: room.learners.map(saved),
    replaced: room.replaced.map(({ older, by, same }) => [saved(older), saved(by), same]),
    namesakes: room.learners.map((each) => hasNamesake(room, each)),
  };
}
const scores = (said, pass) => {
  const { tried, passed, mean, median, bins } = scoreTally(said.map(learnerFrom), pass);
  return {
    tried: called(tried), passed: called(passed), mean, median,
    bins: bins.filter(({ learners }) => learners.length > 0)
      .map(({ from, to, passes, learners }) => [from, to, passes, learners.length]),
    edges: bins.map(({ from }) => from),
  };
};
const far = (said, apart) => disagreements("t.rating", apart, said.map(learnerFrom)).map((
  { name, item, gap, raters },
) => [name, item, gap, raters.map(({ learner, figure }) => [learner.entry.name, figure])]);
const spread = (said, items, scale) => ratingTallies("t.rating", items, scale, said.map(learnerFrom));
const lit = (said, keys) => lightTallies(keys, said.map(learnerFrom)).map(({ key, who }) =>
  [key, Object.fromEntries(Object.entries(who).map(([colour, learners]) => [colour, called(learners)]))]);
const answered = (said, questions) => answerTallies(questions, said.map(learnerFrom))
  .map(({ question, tried, wrong, never, answers }) => ({
    id: question.id, tried: called(tried), wrong: called(wrong), never: called(never),
    answers: answers.map(({ answer, learners }) => [answer, called(learners)]),
  }));
const handed = { "some-tool": { data: {
  tool: "some-tool", version: "now", lists: {}, words: { refused_unknown: "unknown", refused_number: "no number" },
  values: { goal: { for: [], kind: "number", role: "given", places: 0 } }, lights: {}, examples: {},
} } };
function reading(name, text) {
  const course = { questions: ["some_tool.q1"], stations: ["first"] }, read = readEntry(name, text, handed, course);
  if ("trouble" in read) return read.trouble;
  return { name: read.name, remarks: read.remarks.map(({ word, facts }) => [word, facts.count]) };
}
Object.assign(globalThis, { roomOf, scores, far, spread, lit, answered, reading });
"""


@pytest.fixture(scope="module")
def wall() -> Functions:
    return Functions(
        {
            "wall/room.ts": "enter, keepBoth, hasNamesake, EMPTY",
            "wall/tallies.ts": "scoreTally, disagreements, ratingTallies, lightTallies, answerTallies",
            "wall/entry.ts": "readEntry",
        },
        GLUE,
    )


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    found, problems = load_catalog(ROOT)
    assert found is not None and problems == []
    return found


# ---------------------------------------------------------------- what is read of each tool


def facts_of(catalog: Catalog) -> dict[str, Any]:
    text = wall_script(catalog, load("zh-hant"))
    made: dict[str, Any] = json.loads(text.removeprefix("armory.wallFacts = ").removesuffix(";\n"))
    return made


def test_what_is_read_follows_from_what_the_tools_declare(catalog: Catalog) -> None:
    tools = {tool["slug"]: tool for tool in facts_of(catalog)["tools"]}
    # Tiers on the way to the recommended one are left out; those of other tools too.
    assert tools["account-tiering"]["sorted"] == ["layer_of", "current_tier", "recommended_tier", "decided_tier"]
    assert "account_tier" not in tools["triangle-design"]["sorted"]
    assert tools["account-tiering"]["rated"] == {"rating": 2}
    assert {*tools["business-portfolio"]["rated"]} == {"attraction_rating", "strength_rating", "block_score"}
    for tool in catalog.tools:
        said = tools[tool.slug]
        assert {*said["lights"]} == {*tool.file.lights}
        assert said["headlines"] == [name for name in tool.file.results if name in tool.file.lights]
        assert {*said["labels"]} == {*said["sorted"], *said["rated"]}


def test_questions_bring_their_options_in_plain_words(catalog: Catalog) -> None:
    questions = {question["id"]: question for question in facts_of(catalog)["questions"]}
    question = questions["account_tiering.all_alike"]
    assert question["options"]["a"] == "這些客戶真的差不多"
    assert question["right"] == ["b"]
    assert not any(sign in question["ask"] for sign in "<*{")
    assert questions["account_tiering.wallet_share"]["answer"] == "37.5%"


def test_a_knowledge_base_without_a_course_has_no_wall(tmp_path: Path) -> None:
    assert not has_wall(pages_catalog(tmp_path))


# ---------------------------------------------------------------- files

DONE = {"case": 1, "name": "甲", "tools": {"some_tool": {"goal": 3}}}


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "empty"),
        (json.dumps(DONE)[:-8], "cut"),
        ("name;goal", "json"),
        ('{"goal": 3}', "foreign"),
        ('{"case": 1, "tools": {"another-tool": {"x": 1}}}', "other"),
        ('{"case": 1, "tools": {}, "path": {"done": {"elsewhere": "2026-01-01"}}}', "other"),
        ('{"case": 1, "tools": {"some-tool": {}}}', "nothing"),
        ('{"case": 1, "name": "乙", "tools": {}}', "nothing"),
    ],
)
def test_a_file_that_cannot_be_shown_says_why(wall: Functions, text: str, trouble: str) -> None:
    assert wall.call("reading", "file.json", text) == trouble


@pytest.mark.parametrize(
    ("more", "remarks"),
    [
        ({}, []),
        ({"case": 2}, [["later", None]]),
        ({"tools": {"some-tool": {"goal": 3}, "another-tool": {"x": 1}}}, [["unknown_tools", 1]]),
        ({"state": {"some-tool": {"version": "before"}}, "tools": {"some-tool": {"goal": 3}}}, [["changed", 1]]),
        ({"tools": {"some-tool": {"goal": 3, "gone": 5}}}, [["unfit", 1]]),
    ],
)
def test_what_of_a_file_does_not_fit_is_told_and_the_rest_counts(
    wall: Functions, more: dict[str, Any], remarks: list[Any]
) -> None:
    read = wall.call("reading", "file.json", json.dumps(DONE | more))
    assert (read["name"], read["remarks"]) == ("甲", remarks)


FIRST = {
    "name": "王小明",
    "team": "一組",
    "date": "2026-11-01",
    "saved": "a",
    "tools": {"t": {"x": {"A1": 1, "A2": 2}}},
}
LATER = FIRST | {"date": "2026-11-09", "saved": "b", "tools": {"t": {"x": {"A1": 1, "A2": 3, "A3": 4}}}}
OTHER = FIRST | {"date": "2026-11-09", "saved": "c", "tools": {"t": {"x": {"A1": 5, "A2": 4}}}}


@pytest.mark.parametrize("files", [[FIRST, LATER], [LATER, FIRST]], ids=["in order", "the older one last"])
def test_of_one_persons_files_the_newest_counts(wall: Functions, files: list[Any]) -> None:
    assert wall.call("roomOf", files) == {
        "learners": ["b"],
        "replaced": [["a", "b", False]],
        "namesakes": [False],
    }
    assert wall.call("roomOf", files, True)["learners"] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [OTHER, LATER | {"team": "二組"}, LATER | {"name": "王曉明"}],
    ids=["other figures", "another team", "another name"],
)
def test_two_people_both_stay(wall: Functions, other: dict[str, Any]) -> None:
    room = wall.call("roomOf", [FIRST, other])
    assert (room["learners"], room["replaced"]) == (["a", other["saved"]], [])
    assert room["namesakes"] == [other["name"] == FIRST["name"]] * 2


def test_the_same_file_twice_counts_once_and_nameless_ones_are_different_people(wall: Functions) -> None:
    assert wall.call("roomOf", [FIRST, FIRST])["replaced"] == [["a", "a", True]]
    nameless = [FIRST | {"name": ""}, LATER | {"name": ""}]
    assert wall.call("roomOf", nameless)["learners"] == ["a", "b"]


# ---------------------------------------------------------------- figures over all learners


def test_scores_are_sorted_at_the_pass_mark_too(wall: Functions) -> None:
    said = [
        {"name": name, "best": best} for name, best in (("a", 1), ("b", 0.75), ("c", 0.7499), ("d", 0.5), ("e", None))
    ]
    found = wall.call("scores", said, 75)
    assert found["edges"] == [0, 10, 20, 30, 40, 50, 60, 70, 75, 80, 90]
    assert found["bins"] == [[50, 60, False, 1], [70, 75, False, 1], [75, 80, True, 1], [90, 100, True, 1]]
    assert (found["tried"], found["passed"]) == (["a", "b", "c", "d"], ["a", "b"])
    assert found["mean"] == pytest.approx(74.9975)
    assert found["median"] == pytest.approx(74.995)


def rates(name: str, *cells: tuple[str, str, int]) -> dict[str, Any]:
    return {
        "name": name,
        "ratings": {
            "t.rating": [
                {"row": row.lower(), "name": row, "item": item, "figure": figure} for row, item, figure in cells
            ]
        },
    }


def test_ratings_far_apart_are_those_of_one_name_and_the_furthest_comes_first(wall: Functions) -> None:
    said = [
        rates("a", ("Acme", "d1", 5), ("Acme", "d2", 3), ("", "d1", 1)),
        rates("b", ("ACME", "d1", 3), ("Acme", "d2", 4), ("Bolt", "d1", 1), ("", "d1", 5)),
        rates("c", ("Acme", "d1", 4), ("Bolt", "d1", 5), ("Bolt", "d1", 1)),
    ]
    assert wall.call("far", said, 2) == [
        ["Bolt", "d1", 4, [["c", 5], ["b", 1]]],
        ["Acme", "d1", 2, [["a", 5], ["c", 4], ["b", 3]]],
    ]
    assert wall.call("far", said, 3)[1:] == []


def test_a_spread_tells_mean_deviation_and_how_many_stand_in_the_middle(wall: Functions) -> None:
    said = [rates("a", ("A", "d1", 3), ("B", "d1", 3)), rates("b", ("A", "d1", 5), ("B", "d1", 1), ("A", "d2", 4))]
    first, second, third = wall.call("spread", said, ["d1", "d2", "d3"], [1, 5])
    assert (first["count"], first["mean"], first["middle"], first["counts"]) == (4, 3, 2, [1, 0, 2, 0, 1])
    assert first["deviation"] == pytest.approx((8 / 3) ** 0.5)
    assert (second["count"], second["mean"], second["deviation"]) == (1, 4, None)
    assert (third["count"], third["mean"]) == (0, None)
    assert wall.call("spread", said, ["d1"], [0, 5])[0]["middle"] == 2  # 2 and 3 are in the middle of 0-5


def test_the_light_that_most_see_red_comes_first(wall: Functions) -> None:
    def sees(name: str, **colours: str) -> dict[str, Any]:
        return {
            "name": name,
            "lights": {f"t.{light}": {"colour": colour, "at": []} for light, colour in colours.items()},
        }

    said = [sees("a", one="green", two="red"), sees("b", one="red", two="red"), sees("c", one="amber")]
    found = wall.call("lit", said, ["t.one", "t.two", "t.three"])
    assert [key for key, _ in found] == ["t.two", "t.one", "t.three"]
    assert found[1][1] == {"red": ["b"], "amber": ["c"], "green": ["a"], "unknown": []}


def test_the_question_that_most_got_wrong_comes_first_with_its_most_common_wrong_answer(wall: Functions) -> None:
    def tried(name: str, **items: tuple[bool, dict[str, int]]) -> dict[str, Any]:
        counted = {
            id: {"tries": 1 + sum(wrong.values()), "right": right, "wrong": wrong}
            for id, (right, wrong) in items.items()
        }
        return {"name": name, "items": counted}

    said = [
        tried("a", q1=(True, {}), q2=(False, {"x": 3})),
        tried("b", q1=(True, {"x": 1}), q2=(True, {"y": 1})),
        tried("c", q1=(True, {}), q2=(True, {"y": 1, "x": 0})),
    ]
    found = wall.call("answered", said, [{"id": "q1"}, {"id": "q2"}, {"id": "q3"}])
    assert [each["id"] for each in found] == ["q2", "q1"]
    assert found[0]["answers"] == [["y", ["b", "c"]], ["x", ["a"]]]
    assert (found[0]["never"], found[1]["wrong"]) == (["a"], ["b"])
