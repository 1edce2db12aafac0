"""How coarse a share is: the Wilson score interval of a proportion.

With k of n and z = 1.96 (95 %):

    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)        p = k/n

It stays within 0 and 1 and is sound for small n and for shares near the ends, where the textbook interval is not.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
Association 22 (1927), 209-212; recommended in R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872 (method 3).
"""

from __future__ import annotations

from math import sqrt

#: A share of fewer says little and looks like much, so pages and pictures give none; counts always.
ENOUGH = 20

#: Of the normal distribution, for 95 % on both sides together.
_Z = 1.959963984540054


def wilson_interval(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of part/whole; all of 0 to 1 where there is nothing."""
    if whole == 0:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z / whole
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    # At the ends the two terms are the same number but for rounding.
    return (0.0 if part == 0 else low), (1.0 if part == whole else high)
