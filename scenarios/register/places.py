"""The words of a register for places, industries and clusters -> the plan's codes."""

from collections.abc import Iterable

from clustercast.scenarios.faults import Place, choice_remedy, nearest
from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.cells import is_missing, says_none, tight

ENDINGS = ("市", "县", "区", "city", "county")


class Places:
    """Cities, industries and clusters of a plan by every word that names one: code, Chinese and English label."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.homes = {one.id: one for one in plan.clusters if one.part_of is None and one.weight and one.industry}
        own = [one for one in plan.industries if not one.auxiliary]
        self.cities = _words((one.code, one.code, one.label_zh, one.label_en) for one in plan.cities)
        self.industries = _words((one.code, one.code, one.label_zh, one.label_en) for one in own)
        self.clusters = _words((one.id, one.id, one.label_zh, one.label_en) for one in plan.clusters)
        self.labels = {
            "city": [one.label_zh for one in plan.cities],
            "industry": [one.label_zh for one in own],
            "cluster": [one.label_zh for one in self.homes.values()],
        }

    @staticmethod
    def key(word: str) -> str:
        """A word as compared."""
        return _key(word)

    def city_remedy(self, word: str) -> str:
        """What to write instead of a city that the plan does not have."""
        return self._remedy(word, self.cities, "city")

    def _remedy(self, word: str, words: dict[str, str], kind: str) -> str:
        close = nearest(_key(word), words, 0.5)
        labels = dict(self._pairs(kind))
        if close is not None:
            return f'"{labels[words[close]]}" or another {kind} of the plan'
        return choice_remedy(word, self.labels[kind], f"{kind} of the plan")

    def _pairs(self, kind: str) -> list[tuple[str, str]]:
        if kind == "city":
            return [(one.code, one.label_zh) for one in self.plan.cities]
        if kind == "industry":
            return [(one.code, one.label_zh) for one in self.plan.industries]
        return [(one.id, one.label_zh) for one in self.plan.clusters]

    def cluster(self, industry: str, cluster: str, city: str | None, at: dict[str, Place]) -> str | None:
        """The cluster of a firm: the one named, else the one of its industry that has its city. None with a fault."""
        cluster = "" if says_none(cluster) else cluster
        if not is_missing(cluster):
            return self._named(cluster, industry, at)
        if is_missing(industry):
            at["industry"].complain("neither industry nor cluster is given", "one of them")
            return None
        code = self.industries.get(_key(industry))
        if code is None:
            remedy = self._remedy(industry, self.industries, "industry")
            at["industry"].complain(f'there is no industry "{industry}" in the plan', remedy)
            return None
        of_industry = [one for one in self.homes.values() if one.industry == code]
        here = [one for one in of_industry if city in one.cities] or [
            one for one in of_industry if one.role == "elsewhere"
        ]
        return max(here or of_industry, key=lambda one: one.weight).id

    def _named(self, cluster: str, industry: str, at: dict[str, Place]) -> str | None:
        id = self.clusters.get(_key(cluster))
        if id is None:
            remedy = self._remedy(cluster, self.clusters, "cluster")
            at["cluster"].complain(f'there is no cluster "{cluster}" in the plan', remedy)
            return None
        whole = next((one.part_of or one.id for one in self.plan.clusters if one.id == id), id)
        if whole not in self.homes:
            problem = f'the cluster "{cluster}" holds no firms of its own'
            at["cluster"].complain(problem, choice_remedy(cluster, self.labels["cluster"], "cluster of the plan"))
            return None
        of = self.industries.get(_key(industry)) if not is_missing(industry) else self.homes[whole].industry
        if of != self.homes[whole].industry:
            problem = f'"{industry}" is not the industry of the cluster "{cluster}"'
            label = next(one.label_zh for one in self.plan.industries if one.code == self.homes[whole].industry)
            at["industry"].complain(problem, f'"{label}", or leave one of the two empty')
            return None
        return whole


def _key(word: str) -> str:
    """A word as compared; a place is the same with and without its ending (郑州, 郑州市)."""
    key = tight(word)
    return next((key[: -len(end)] for end in ENDINGS if key.endswith(end) and len(key) > len(end) + 1), key)


def _words(entries: Iterable[Iterable[str]]) -> dict[str, str]:
    """Code by every word for it; the first entry that has a word keeps it."""
    found: dict[str, str] = {}
    for code, *words in entries:
        for word in words:
            found.setdefault(_key(word), code)
    return found
