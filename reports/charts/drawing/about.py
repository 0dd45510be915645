"""Where a chart is from: what its foot and its notes say of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clustercast.model.results.record import RunRecord, ScenarioName, main_of
from clustercast.reports.words.words import Language, label_of, listed, say


@dataclass(frozen=True, slots=True)
class About:
    """Of a run, what every chart says: plan (Chinese, English), id, day, and its scenarios with their members."""

    titles: tuple[str, str]
    run: str
    created: str
    scenarios: tuple[ScenarioName, ...]

    @staticmethod
    def of(record: RunRecord) -> About:
        """What charts say of this run."""
        return About((record.title_zh, record.title_en), record.run, record.created, record.scenarios)

    @property
    def main(self) -> ScenarioName:
        """The scenario that charts of one scenario show."""
        return self.scenario(main_of(one.id for one in self.scenarios))

    def scenario(self, id: str) -> ScenarioName:
        """The scenario of this id. Raises KeyError."""
        return {one.id: one for one in self.scenarios}[id]

    def foot(self, lang: Language) -> str:
        """The foot of every chart: plan, run and date."""
        title = self.titles[lang == "en"]
        return f"{title} · {say('run', lang, run=self.run, date=self.created)}"

    def sample(self, lang: Language, *scenarios: ScenarioName) -> str:
        """Which scenarios a chart shows (the main one without any named), each with how many members it is made of."""
        chosen = scenarios or (self.main,)
        counts = {one.members for one in chosen}
        if len(counts) == 1:
            names = listed((label_of(one, lang) for one in chosen), lang)
            return f"{names} · {_members(chosen[0], lang)}"
        return " · ".join(f"{label_of(one, lang)} ({_members(one, lang)})" for one in chosen)


def _members(one: ScenarioName, lang: Language) -> str:
    return say("members", lang, members="?" if one.members is None else one.members)


def joined(sentences: Sequence[str], lang: Language) -> str:
    """Sentences behind each other."""
    return ("" if lang == "zh" else " ").join(sentences)
