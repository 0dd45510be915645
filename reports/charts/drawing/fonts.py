"""The font of every chart: Noto Sans SC Regular (SIL Open Font Licence 1.1), which has Latin and Chinese in one file.

It comes as a static file of normal weight with the package ``pylopdf-fonts-zh-cn``, so no font of the machine is needed
and charts look alike everywhere.
"""

from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font


def font_file() -> Path:
    """The font file."""
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def font_family() -> str:
    """The family name by which matplotlib finds the font, which is added on the first call."""
    font_manager.fontManager.addfont(str(font_file()))
    return font_manager.FontProperties(fname=str(font_file())).get_name()


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_file())).get_charmap())


def missing(text: str) -> str:
    """The characters of a text for which the font has no glyph."""
    return "".join(dict.fromkeys(one for one in text if one not in "\n" and ord(one) not in _characters()))
