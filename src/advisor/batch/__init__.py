"""Many cases in, one result each out, whatever they come from: files, records of a data frame, a register of rows."""

from advisor.batch.results import Decided, Layout, Result
from advisor.batch.run import Batch, settle_records

__all__ = ["Batch", "Decided", "Layout", "Result", "settle_records"]
