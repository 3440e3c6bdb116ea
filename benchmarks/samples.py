"""What a list of measured times says."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from statistics import NormalDist
from statistics import quantiles


@dataclass(frozen=True)
class Summary:
    """Median and 95th percentile in milliseconds, and how many fit in a second."""

    count: int
    median: float
    p95: float
    rate: float


def summarize(seconds: Sequence[float], elapsed: float = 0.0) -> Summary:
    """Sum up times of one thing each; `elapsed` if they ran side by side."""
    return Summary(
        count=len(seconds),
        median=1000 * median(seconds),
        p95=1000 * percentile_95(seconds),
        rate=len(seconds) / (elapsed or sum(seconds)),
    )


def percentile_95(values: Sequence[float]) -> float:
    """Return what 95 of 100 values do not exceed, between the two nearest."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=20, method="inclusive")[-1]


def chance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how likely two samples differ by chance alone (Mann-Whitney, 0 to 1).

    With times there are hardly any ties, and with dozens of samples the normal
    distribution is close enough.
    """
    ordered = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_value, group) in enumerate(ordered, 1) if group == 0)
    count, total = len(one), len(one) * len(other)
    score = ranks - count * (count + 1) / 2
    deviation = sqrt(total * (len(ordered) + 1) / 12)
    distance = abs(score - total / 2) / deviation
    return 2 * (1 - NormalDist().cdf(distance))
