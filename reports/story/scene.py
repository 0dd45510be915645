"""What every part of the text looks at: the run, the language, and the rows of the scenario it is about."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from clustercast.model.results.record import Attainment, RunRecord, ScenarioName
from clustercast.model.results.run import Run
from clustercast.reports.charts import ChartEntry, charts_of
from clustercast.reports.story.blocks import Cell
from clustercast.reports.words.numbers import between, number, percent, singular, unit_after, unit_label, value_text
from clustercast.reports.words.rounding import to_digits
from clustercast.reports.words.words import Labelled, Language, label_of, say, standing
from clustercast.scenarios import UNITS, Parameter
from clustercast.scenarios.forms import EVERY_YEAR

MARKS = {"on_course": "●", "open": "○", "at_risk": "▲", "out_of_reach": "×"}
"""A sign for each standing, so that grey print tells them apart."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ROBOTS = "机器人"
"""Robots are counted in 台, centres and the like in 个; both have the unit "units"."""
NAMED = 3
"""How many targets a sentence names."""
ORDINALS = ("first", "second", "third", "fourth")
LARGE_COUNT = 10.0
"""From here on a count is written as a whole number."""
DIGITS = 3
"""Members do not tell more of a measured value."""
SURE = 2.0
"""A difference is spoken of when it exceeds this many standard errors."""


@dataclass(frozen=True)
class Scene:
    """A run told in a language. `main` is the scenario that the report is about."""

    run: Run
    lang: Language
    at_hand: tuple[ChartEntry, ...] | None = None
    """The charts of the run, where they are listed already: in one language they are read for both."""

    @property
    def record(self) -> RunRecord:
        """What was found."""
        return self.run.record

    @property
    def main(self) -> ScenarioName:
        """The scenario that the report is about."""
        return self.record.main

    @cached_property
    def rows(self) -> tuple[Attainment, ...]:
        """The targets in that scenario."""
        return self.record.of(self.main.id)

    @cached_property
    def projected(self) -> tuple[Attainment, ...]:
        """Those with a probability."""
        return tuple(one for one in self.rows if one.probability is not None)

    @cached_property
    def charts(self) -> tuple[ChartEntry, ...]:
        """The charts of the run."""
        return tuple(charts_of(self.run)) if self.at_hand is None else self.at_hand

    def of_standing(self, key: str) -> tuple[Attainment, ...]:
        """Those with a probability of this standing."""
        return tuple(one for one in self.projected if one.probability is not None and standing(one.probability) == key)

    @cached_property
    def behaviour(self) -> tuple[str, ...]:
        """The ids of the targets that firms decide and that are counted together."""
        return next((one.targets for one in self.record.joints if one.scenario == self.main.id), ())

    def say(self, key: str, **values: object) -> str:
        """The phrase of this key."""
        return say(key, self.lang, **values)

    def label(self, thing: Labelled) -> str:
        """The label of a thing."""
        return label_of(thing, self.lang)

    def pick(self, zh: str, en: str) -> str:
        """The text in the language of the report."""
        return zh if self.lang == "zh" else en

    def agency(self, name: str) -> str:
        """What an agency is called."""
        return self.record.agency(name, self.lang)

    def reason(self, one: Parameter) -> str:
        """Why a number is assumed, in the language of the report; in the other one where the pack has only that."""
        return self.pick(one.reason_zh or one.reason, one.reason or one.reason_zh)

    def listed(self, items: Iterable[str]) -> str:
        """Items in a row."""
        return self.pick("、", ", ").join(items)

    def joined(self, *sentences: str) -> str:
        """Sentences, one after the other, those that are not empty."""
        return self.pick("", " ").join(one for one in sentences if one)

    def named(self, row: Attainment, *remarks: str) -> str:
        """A target in a sentence, with its year and remarks in one pair of brackets."""
        label = self.label(row)
        year = [] if str(row.by) in label else [self.pick(f"{row.by}年", str(row.by))]
        about = self.pick("，", ", ").join([*year, *remarks, *self.remarks(row)])
        return label + (self.pick(f"（{about}）", f" ({about})") if about else "")

    def day(self, date: str | None) -> str:
        """A day as it is written in a letter; a dash where there is none."""
        try:
            day = datetime.date.fromisoformat(date or "")
        except ValueError:
            return date or "–"
        return self.pick(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}")

    def some(self, items: list[str], most: int = NAMED) -> str:
        """The first few of some items, and how many there are."""
        if len(items) <= most:
            return self.listed(items)
        return self.say("and_more", names=self.listed(items[:most]), n=len(items))

    def dated(self, row: Attainment) -> str:
        """A target and the year it is due: some plans ask for one thing by two dates."""
        label = self.label(row)
        return label if str(row.by) in label else label + self.pick(f"（{row.by}年）", f" ({row.by})")

    def marks(self, row: Attainment) -> str:
        """What must be known of a target beside its number, in brackets; nothing where there is nothing."""
        names = self.remarks(row)
        return self.pick(f"［{'，'.join(names)}］", f" [{', '.join(names)}]") if names else ""

    def remarks(self, row: Attainment) -> list[str]:
        """What must be known of a target beside its number: a nowcast, an agency's decision, a restatement."""
        inside = row.status != "outside"
        names = [self.say("nowcast")] if row.nowcast and inside else []
        names += [self.say("quota")] if row.mechanism == "quota" and inside else []
        return names + ([self.say("restated")] if row.same_as else [])

    def amount(self, row: Attainment, value: float | None) -> str:
        """A value that members gave for a target, with its unit."""
        return f"{self.figure(row, value)}{self.unit(row, one=value == 1.0)}"

    def figure(self, row: Attainment, value: float | None) -> str:
        """A value that members gave for a target: three digits, of a count from ten on none after the point."""
        counted = row.unit in UNITS and UNITS[row.unit].dimension == "count"
        large = value is not None and counted and abs(value) >= LARGE_COUNT
        return number(to_digits(value, DIGITS) if large and value is not None else value, DIGITS)

    def quarter(self, code: str) -> str:
        """A quarter such as "2017Q4" as it is written in a text."""
        year, place = code.split("Q")
        return self.pick(
            f"{year}年第{'一二三四'[int(place) - 1]}季度", f"the {ORDINALS[int(place) - 1]} quarter of {year}"
        )

    def gap(self, row: Attainment, value: float | None) -> str:
        """How far a value lies from another, with the unit: shares differ by points."""
        if row.unit == "percent":
            return f"{self.figure(row, value)}{self.pick('个', ' ')}{unit_label('points', self.lang)}"
        return self.amount(row, value)

    def unit(self, row: Attainment, one: bool = False) -> str:
        """The unit of a target as it stands after a number; ``one`` where the number is 1."""
        if self.lang == "zh":
            robots = row.unit == "units" and ROBOTS in row.label_zh
            return "台" if robots else "个" if row.unit == "units" else unit_label(row.unit, "zh")
        label = unit_after(row.unit, "en")
        label = f"× {label}" if label[:1].isdigit() else label
        label = singular(label) if one else label
        return f" {label}" if label else ""

    def asked(self, row: Attainment) -> str:
        """What a target asks for, in words; a dash where it names no number."""
        if row.value is None:
            return "–"
        exact = f"{value_text(row.value, self.lang)}{self.unit(row, one=row.value == 1.0)}"
        words = self.say(f"asked_{row.comparator or '='}", value=exact)
        return self.say("asked_yearly", asked=words) if row.form in EVERY_YEAR else words

    def probability(self, row: Attainment) -> Cell:
        """The probability of a target with its interval, in the tone of its standing."""
        if row.probability is None:
            return Cell("–", "quiet")
        interval = self.pick(f"（{between(row.mc_low, row.mc_high)}）", f" ({between(row.mc_low, row.mc_high)})")
        return Cell(percent(row.probability) + interval, standing(row.probability))

    def standing(self, row: Attainment) -> Cell:
        """The word for the probability of a target, with its sign."""
        if row.probability is None:
            return Cell("–", "quiet")
        key = standing(row.probability)
        return Cell(f"{MARKS[key]} {self.word(key)}", key)

    def word(self, key: str) -> str:
        """The word of a standing, short."""
        return self.say(key).split(":")[0]
