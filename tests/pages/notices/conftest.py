from ..desk.conftest import applicant
from ..desk.conftest import log_in
from ..desk.conftest import staff


__all__ = ["applicant", "log_in", "staff"]
