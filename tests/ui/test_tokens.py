"""The colours can be read, in light and in dark."""

import pytest

from kehoach_desktop.ui import tokens

PAIRS = [(fore, ground, least) for fore, grounds, least in tokens.CONTRAST for ground in grounds]


@pytest.mark.parametrize("scheme", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("fore", "ground", "least"), PAIRS, ids=[f"{f}-on-{g}" for f, g, _ in PAIRS])
def test_contrast(scheme, fore, ground, least):
    assert tokens.contrast(scheme[fore], scheme[ground]) >= least


def test_contrast_of_black_on_white_is_the_largest_there_is():
    assert round(tokens.contrast("#000000", "#FFFFFF"), 1) == 21.0


def test_both_schemes_name_the_same_tokens():
    assert tokens.LIGHT.keys() == tokens.DARK.keys()
