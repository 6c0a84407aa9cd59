"""Boolean rules: what they mean, how they are read, and how they are written out."""

from .parser import Rule, parse_rule
from .tokens import MOST_DISTANCE
from .tree import AllOf, AnyOf, Near, Node, Not

__all__ = ["MOST_DISTANCE", "AllOf", "AnyOf", "Near", "Node", "Not", "Rule", "parse_rule"]
