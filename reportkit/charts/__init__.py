"""Charts: a measured table in, an altair chart out. A chart shows nothing by itself."""

from .columns import report_names
from .dates import report_dates
from .labels import label, label_or_value
from .lengths import report_lengths
from .look import ReportChart
from .parts import found, required_parts
from .pictures import NO_FONT, writes_chinese
from .theme_years import theme_years
from .themes import NO_THEME, percent, theme_shares, themes_by_share
from .view import bundle, view

__all__ = [
    "NO_FONT",
    "NO_THEME",
    "ReportChart",
    "bundle",
    "found",
    "label",
    "label_or_value",
    "percent",
    "report_dates",
    "report_lengths",
    "report_names",
    "required_parts",
    "theme_shares",
    "theme_years",
    "themes_by_share",
    "view",
    "writes_chinese",
]
