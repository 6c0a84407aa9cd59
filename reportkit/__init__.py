"""reportkit: annual 法治政府建设 reports as tables whose every number leads back to its words.

``load()`` opens a corpus: a folder of reports, a data set, or the figures of five real reports
that ship. Its tables are pandas DataFrames; ``reportkit.panels`` shows them in Jupyter.
"""

from .corpus import Corpus, load, open_dataset, save
from .errors import ReportkitError

__version__ = "0.1.0"
__all__ = ["Corpus", "ReportkitError", "load", "open_dataset", "save"]
