"""Take-up and programmes made by hand: plausible numbers of the shape that a run keeps, seeded, without meaning."""

from dataclasses import replace

import numpy as np

from clustercast.model.ensemble.ensemble import Ensemble
from clustercast.model.results.december_tables import SINCE_THE_PLAN, empty_profile


def with_profile(ensemble: Ensemble, most_firms: int = 90) -> Ensemble:
    """The ensemble with a profile: firms everywhere but in the last place, adopters that become more."""
    generator = np.random.default_rng(11)
    tables = empty_profile(ensemble.plan, len(ensemble.scenarios), len(ensemble.base))
    for place in ("cluster", "city", "size"):
        firms, adopters = tables[f"firms_by_{place}"], tables[f"adopters_by_{place}"]
        firms[...] = generator.integers(1, most_firms, size=firms.shape)
        firms[..., -1] = 0.0
        years = np.linspace(0.05, 0.6, firms.shape[2])[:, None, None]
        share = years * generator.uniform(0.2, 1.0, size=adopters.shape)
        adopters[...] = np.floor(share * firms[..., None])
    for name in ("outlay", "awarded", "qualified", "titles_held"):
        tables[name][...] = np.floor(generator.gamma(1.5, 40.0, size=tables[name].shape))
    tables["outlay_total"][...] = tables["outlay"].sum(axis=3) * 1.25  # A fifth of the whole is interest.
    for name in SINCE_THE_PLAN:
        tables[name][:, :, 0] = np.nan
    for one in ensemble.failures:
        for table in tables.values():
            table[ensemble.scenarios.index(one.scenario), one.member] = np.nan
    return replace(ensemble, profile=tables)
