from benchmarks.table import table


class TestTable:
    def test_lines_are_of_even_width(self):
        lines = table(("What", "n"), [("one page", 60), ("login", 5)]).splitlines()
        assert lines == [
            "| What     |  n |",
            "| -------- | -: |",
            "| one page | 60 |",
            "| login    |  5 |",
        ]

    def test_shows_one_decimal(self):
        assert table(("ms",), [(269.74,)]).endswith("| 269.7 |")

    def test_shows_more_of_what_is_small(self):
        assert table(("ms",), [(0.0041,)]).endswith("| 0.004 |")

    def test_mixed_columns_are_text(self):
        assert table(("Run", ""), [("Cores", 2), ("Plone", "6.2")]).endswith(
            "| Cores | 2   |\n| Plone | 6.2 |"
        )
