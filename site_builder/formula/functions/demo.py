"""The lists and figures that the examples of the functions run on."""

from __future__ import annotations

LISTS = {
    "month": {"jan": "一月", "feb": "二月", "mar": "三月"},
    "medal": {"gold": "金", "silver": "銀", "bronze": "銅"},
}
SALES = {"jan": 3.0, "feb": 1.0, "mar": 2.0}
COST = {"jan": 2.0, "feb": 4.0, "mar": 3.0}
