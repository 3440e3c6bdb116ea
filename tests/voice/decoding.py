"""The digits of a recorded call, recognized by correlation with the clips."""

from ndl.registration.voice.recordings import CLIPS
from ndl.registration.voice.recordings import file_of
from ndl.registration.voice.speech import DIGITS

import numpy as np
import wave


# A clip correlates with itself by 1, with other digits by hardly more than 0.5.
THRESHOLD = 0.8


def samples_of(path):
    """The samples of a mono WAV file with 8 kHz."""
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (1, 8000)
        return as_samples(file.readframes(file.getnframes()))


def as_samples(data):
    return np.frombuffer(data, "<i2").astype(float)


def spoken_digits(samples, language):
    """The digits in the order in which they are spoken."""
    found = []
    for digit in DIGITS:
        clip = samples_of(file_of(CLIPS, digit, language))
        found += [(place, digit) for place in _places(samples, clip)]
    return "".join(digit for _place, digit in sorted(found))


def says(samples, part, language):
    """How many times a part is spoken."""
    clip = samples_of(file_of(CLIPS, part, language))
    return len(_places(samples, clip))


def _places(samples, clip):
    """The samples at which the clip begins, by normalised correlation."""
    likeness = _likeness(samples, clip)
    places = []
    while likeness.size and likeness.max() > THRESHOLD:
        place = int(likeness.argmax())
        places.append(place)
        likeness[max(0, place - clip.size) : place + clip.size] = 0
    return places


def _likeness(samples, clip):
    if samples.size < clip.size:
        return np.zeros(0)
    size = 1 << int(samples.size + clip.size).bit_length()
    product = np.fft.rfft(samples, size) * np.conj(np.fft.rfft(clip, size))
    count = samples.size - clip.size + 1
    crossed = np.fft.irfft(product, size)[:count]
    sums = np.concatenate(([0.0], np.cumsum(samples**2)))
    energy = sums[clip.size :] - sums[: sums.size - clip.size]
    # Near silence, nothing counts as similar to the clip.
    floor = 0.01 * (clip**2).sum()
    return crossed / np.sqrt(np.maximum(energy, floor) * (clip**2).sum())
