"""Sizes of screens: a picture of exactly such a size may be a screenshot (R111)."""

# Short by long side in pixels, as a device stores its own screen.
_PHONES = """
640x1136 720x1280 720x1520 720x1560 720x1600 720x1612 750x1334 828x1792
1008x2244 1080x1920 1080x2160 1080x2220 1080x2246 1080x2280 1080x2312 1080x2340
1080x2376 1080x2400 1080x2408 1080x2412 1080x2424 1080x2460 1080x2520 1096x2560
1125x2436 1170x2532 1179x2556 1206x2622 1220x2712 1242x2208 1242x2688 1260x2736
1260x2800 1280x2856 1284x2778 1290x2796 1320x2868 1344x2992 1440x2560 1440x2880
1440x2960 1440x3040 1440x3088 1440x3120 1440x3168 1440x3200 1644x3840
"""
_TABLETS = """
768x1024 800x1280 1200x1920 1200x2000 1488x2266 1536x2048 1600x2560 1620x2160
1640x2360 1668x2224 1668x2388 1668x2420 1752x2800 1848x2960 2048x2732 2064x2752
"""
_COMPUTERS = """
720x1280 768x1366 800x1280 864x1536 900x1440 900x1600 1024x1280 1050x1680
1080x1920 1080x2560 1200x1920 1440x2560 1440x3440 1504x2256 1600x2560 1664x2560
1800x2880 1824x2736 1864x2880 1964x3024 2000x3000 2160x3840 2234x3456 2880x5120
"""
_SIZES = frozenset(
    tuple(int(side) for side in size.split("x"))
    for size in (_PHONES + _TABLETS + _COMPUTERS).split()
)
# Short by long side of what cameras and scanners usually make.
_CAMERA_SHAPES = ((2, 3), (3, 4), (9, 16))


def is_screen(width: int, height: int) -> bool:
    """Whether screens of this size, held either way, are common."""
    return (min(width, height), max(width, height)) in _SIZES


def is_camera_shape(width: int, height: int) -> bool:
    """Whether pictures of cameras often have these proportions."""
    short, long = sorted((width, height))
    return any(short * b == long * a for a, b in _CAMERA_SHAPES)
