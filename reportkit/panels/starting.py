"""What is begun before anything else, to be ready when the first panel is made."""

from ..charts import vega

vega.begin()
