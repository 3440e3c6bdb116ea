from benchmarks.memory import peak_of
from benchmarks.pictures import Cost
from benchmarks.pictures import report
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def _take_and_give_back():
    with peak_of() as used:
        held = b"x" * 60_000_000
        del held
    return used


class TestPeak:
    def test_sees_what_was_given_back(self):
        """In a process of its own: threads of other tests may give memory back."""
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            used = alone.submit(_take_and_give_back).result()
        assert 50 < used.megabytes < 90
        assert used.seconds > 0


class TestReport:
    def test_names_the_dearest_first(self):
        cheap = Cost("small", 1.0, "accepted", 5.0, 90.0)
        dear = Cost("bomb", 2.0, "PictureUnreadable", 1500.0, 3.0)
        text = report({"Cores": 2}, [cheap, dear])
        assert text.index("bomb") < text.index("small")
        assert "1.50 s" in text
        assert "90 MB" in text
