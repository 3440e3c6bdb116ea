"""What a list of measured times says."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
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
