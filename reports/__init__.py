"""Floor 4, what is shown: tables, charts and sentences about a run, in Chinese and English.

Nothing here is simulated or estimated: every number comes from `model`. Modules are imported by name
(``from clustercast.reports.run.record import RunRecord``), so that the front door starts fast.
"""
