"""Many CVs at once."""

from cvrender.batch.jobs import Outcome, run
from cvrender.batch.workers import Workers, cluster, cores

__all__ = ["Outcome", "Workers", "cluster", "cores", "run"]
