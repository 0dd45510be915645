"""Take-up and programmes made by hand: plausible numbers of the shape that a run keeps, seeded, without meaning."""

from dataclasses import replace

import numpy as np

from clustercast.model.results.dataset import contents_of, places_of, tables_of
from clustercast.model.results.december_tables import SINCE_THE_PLAN, empty_profile
from clustercast.model.results.run import Run


def with_profile(run: Run, most_firms: int = 90) -> Run:
    """The run with a profile: firms everywhere but in the last place, adopters that become more."""
    generator = np.random.default_rng(11)
    tables = empty_profile(run.plan, len(run.scenarios), run.dataset.sizes["member"])
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
    for one in run.failures:
        for table in tables.values():
            table[run.scenarios.index(one.scenario), one.member] = np.nan
    contents = contents_of(run.plan, (), ())
    return replace(run, dataset=run.dataset.assign(tables_of(tables)).assign_coords(places_of(contents, tables)))
