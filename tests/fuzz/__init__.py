"""Broken files by the thousand, made from the real ones, through what `site-builder check` does with them."""
