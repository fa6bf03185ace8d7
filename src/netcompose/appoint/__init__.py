"""Who does what: each duty is solved by itself once the networks stand, exactly, and judged like everything else."""

from netcompose.appoint.duties import appoint

__all__ = ["appoint"]
