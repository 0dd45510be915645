"""The observed series: every row has a source, and nothing that came after a forecast origin is given out at it."""

import csv
from pathlib import Path

import pytest

from clustercast.calibration.observed import LookAheadError, describe, observed, series_ids
from clustercast.calibration.observed.catalogue import FOLDER, catalogue, read_catalogue
from clustercast.calibration.observed.held_out import held_out
from clustercast.calibration.observed.vintage import named_years
from clustercast.scenarios import PackError

ORIGINS = range(2010, 2027)


def changed(folder: Path, change) -> Path:
    """A copy of the data in which `change(rows)` has been at work."""
    with (FOLDER / "series.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    change(rows)
    with (folder / "series.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    (folder / "series.toml").write_text((FOLDER / "series.toml").read_text("utf-8"), "utf-8")
    return folder


def one(rows: list[dict[str, str]], series: str, year: int) -> dict[str, str]:
    return next(row for row in rows if row["series"] == series and row["year"] == str(year))


@pytest.mark.parametrize("series", series_ids())
@pytest.mark.parametrize("origin", ORIGINS)
def test_at_an_origin_only_what_was_known(series, origin):
    description, known = describe(series), observed(series, origin=origin)
    for row in known.sources:
        if description.pseudo_real_time:
            assert row.year < origin
        else:
            assert row.published <= origin
            assert all(year <= origin for year in named_years(row))
        assert description.held_out_from is None or row.year < description.held_out_from


@pytest.mark.parametrize("series", series_ids())
def test_what_is_known_and_what_is_held_out_share_no_row(series):
    for origin in ORIGINS:
        known = set(observed(series, origin=origin).sources)
        assert not known & set(held_out(series, origin).sources)
    with_a_date = observed(series, origin=2026).sources
    assert set(with_a_date) <= set(observed(series, origin=None).sources)


def test_looking_ahead_by_year_fails():
    known = observed("robot_installations", origin=2016)
    assert known.at(2015) == 69000
    with pytest.raises(LookAheadError, match=r"robot_installations: 2016 is not known .* 2016"):
        known.at(2016)


def test_held_out_years_are_given_at_no_origin():
    for origin in (2019, 2023, 2026, None):
        known = observed("robot_installations", origin=origin)
        assert known.years.max() == 2018
        with pytest.raises(LookAheadError):
            known.at(2019)
    assert list(held_out("robot_installations", 2019).years) == [2019, 2020, 2021, 2022]


def test_known_figures_cannot_be_written_over():
    known = observed("robot_installations", origin=2016)
    with pytest.raises(ValueError, match="read-only"):
        known.values[0] = 1


def test_a_row_dated_too_early_is_refused_and_named(tmp_path):
    """The sentence of S0129 names 2017: said to be published in 2016, it would be a look ahead."""

    def too_early(rows):
        one(rows, "robot_using_firms_share", 2015)["published"] = "2016"

    data = read_catalogue(changed(tmp_path, too_early))
    with pytest.raises(LookAheadError, match=r"robot_using_firms_share 2015 \(S0129, published 2016\).*names 2017"):
        observed("robot_using_firms_share", origin=2016, among=data)
    assert observed("robot_using_firms_share", origin=2015, among=data).years.size == 0


def test_a_source_that_names_a_later_year_is_refused_too(tmp_path):
    def later_source(rows):
        row = one(rows, "robot_stock", 2016)
        row["origin"] = "a report of 2021"

    data = read_catalogue(changed(tmp_path, later_source))
    with pytest.raises(LookAheadError, match=r"S0087.*names 2021"):
        observed("robot_stock", origin=2018, among=data)


def test_pseudo_real_time_is_told_with_the_error_of_first_releases():
    known = observed("robot_installations", origin=2015)
    assert known.pseudo and known.revision_sd_log == pytest.approx(0.10)
    assert min(row.published for row in known.sources) > 2015
    assert not observed("robot_using_firms_share", origin=2019).pseudo


def test_every_fault_of_the_rows_is_told_at_once(tmp_path):
    def spoil(rows):
        rows[0]["value"] = "many"
        rows[1]["published"] = "1990"
        rows[2]["quote"] = ""
        rows[3]["series"] = "robots_on_mars"

    with pytest.raises(PackError) as caught:
        read_catalogue(changed(tmp_path, spoil))
    told = str(caught.value)
    assert len(caught.value.faults) == 4
    for part in ("line 2", "line 3", "line 4", "line 5", "robots_on_mars", "write"):
        assert part in told


def test_contradicting_figures_stand_side_by_side():
    later = held_out("zhejiang_firms_on_cloud", 2018)
    assert sorted(later.values) == [350000, 377800]
    with pytest.raises(ValueError, match="contradict"):
        later.at(2019)


def test_every_row_has_a_source_and_a_series_that_describes_it():
    rows = catalogue().rows
    assert {row.series for row in rows} == set(series_ids())
    assert len({(row.series, row.ids, row.year) for row in rows}) == len(rows)
    for row in rows:
        assert row.origin and row.quote and row.ids and row.published >= row.year
