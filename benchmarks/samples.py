"""Statistics of measured times."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from statistics import NormalDist
from statistics import quantiles


@dataclass(frozen=True)
class Summary:
    """Count, median and 95th percentile in milliseconds, and rate per second."""

    count: int
    median: float
    p95: float
    rate: float


def summarize(seconds: Sequence[float], elapsed: float = 0.0) -> Summary:
    """Summarize times in seconds; `elapsed` is the total if they were simultaneous."""
    return Summary(
        count=len(seconds),
        median=1000 * median(seconds),
        p95=1000 * percentile_95(seconds),
        rate=len(seconds) / (elapsed or sum(seconds)),
    )


def percentile_95(values: Sequence[float]) -> float:
    """Return the 95th percentile, interpolated between the two nearest values."""
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=20, method="inclusive")[-1]


def chance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the probability that chance alone causes the difference (Mann-Whitney).

    From 0 to 1. Times have hardly any ties, and with dozens of samples the normal
    distribution is a sufficient approximation.
    """
    ordered = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_value, group) in enumerate(ordered, 1) if group == 0)
    count, total = len(one), len(one) * len(other)
    score = ranks - count * (count + 1) / 2
    deviation = sqrt(total * (len(ordered) + 1) / 12)
    distance = abs(score - total / 2) / deviation
    return 2 * (1 - NormalDist().cdf(distance))
