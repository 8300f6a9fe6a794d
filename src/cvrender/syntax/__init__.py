"""Syntax: bytes → text → data with positions; what a person mistyped, and what can be recovered."""

from cvrender.syntax.source_parser import parse, parse_yaml

__all__ = ["parse", "parse_yaml"]
