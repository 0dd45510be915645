"""A user's own register of firms, in place of the synthetic ones: reading, checking, and its sums beside the plan's."""

from clustercast.scenarios.register.entries import Register, RegisterError, RegisterFirm, Total
from clustercast.scenarios.register.example import example_rows, example_text
from clustercast.scenarios.register.read import read_register
from clustercast.scenarios.register.totals import with_firms

__all__ = [
    "Register",
    "RegisterError",
    "RegisterFirm",
    "Total",
    "example_rows",
    "example_text",
    "read_register",
    "with_firms",
]
