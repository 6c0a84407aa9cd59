"""What a panel says beside its face, and the look of its controls."""

from __future__ import annotations

from html import escape

from ..errors import ReportkitError

STYLE = """<style>
.reportkit .widget-html, .reportkit .widget-html-content {min-width: 0; max-width: 100%}
.reportkit .widget-html-content {flex: 1 1 100%}
.reportkit-list {margin-bottom: 4px; max-height: 10em; overflow: auto}
.reportkit-note {line-height: 1.5; margin: 4px 0; max-width: 60em}
.reportkit-message {border-left: 4px solid #D55E00; margin: 8px 0; padding: 12px}
</style>"""


class NotShownError(ReportkitError):
    """Why a panel has nothing to show, in its own language; what measures refuse is English."""


def note(text: str, *, message: bool = False) -> str:
    """Paragraph; ``message`` for what the reader has to act on. Changes are read out."""
    look = "reportkit-message" if message else "reportkit-note"
    return f'<p class="{look}" role="status">{escape(text)}</p>'
