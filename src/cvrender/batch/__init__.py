"""Many CVs at once."""

from cvrender.batch.jobs import Result, run
from cvrender.batch.workers import Workers, cluster, cores

__all__ = ["Result", "Workers", "cluster", "cores", "run"]
