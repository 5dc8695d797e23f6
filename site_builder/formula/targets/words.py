"""Words: a typed formula and the labels of its names in; a plain sentence, its pieces, or MathML out.

How each function reads is in the catalogue of words, section `function`.
"""

from __future__ import annotations

from .words_mathml import mathml
from .words_names import Naming
from .words_sentence import Reference, sentence, tokens

__all__ = ["Naming", "Reference", "mathml", "sentence", "tokens"]
