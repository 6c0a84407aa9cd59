"""The audit: what a report's own numbers say of each other, and of last year's.

``audit`` gives one row a check, ``audit_evidence`` the numbers behind it. docs/audit.md says what
is checked, when a difference is a contradiction and what cannot be checked.
"""

from .auditing import audit, audit_evidence
from .verdicts import AGREES, CANNOT, CONTRADICTS, KINDS, VERDICTS

__all__ = ["AGREES", "CANNOT", "CONTRADICTS", "KINDS", "VERDICTS", "audit", "audit_evidence"]
