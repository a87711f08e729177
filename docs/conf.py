"""How the book is built; every refusal is at home in ``_ext/leakbook``."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent)]

project = "The Leak Book"
author = "the Leak Book's authors"
project_copyright = "the Leak Book's authors, MIT licence"
html_title = "The Leak Book"
language = "en"

extensions = ["myst_parser", "leakbook"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_ext", "_static", "_templates"]
nitpicky = True
smartquotes = False  # recorded texts are shown as they are
highlight_language = "text"  # a block without a label is no Python
doctest_test_doctest_blocks = ""  # only sessions of examples run

templates_path = ["_templates"]
html_theme = "furo"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # no host is invented
if html_baseurl:
    extensions.append("sphinx_sitemap")
    sitemap_url_scheme = "{link}"
    sitemap_excludes = ["404.html", "genindex.html", "search.html"]
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_copy_source = False
html_show_sourcelink = False
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
