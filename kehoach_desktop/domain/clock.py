"""The time and the ids of new records, handed in as parameters so that tests and merges can steer them."""

from collections.abc import Callable
from datetime import datetime

from kehoach_desktop.frozen import frozen


def system_now() -> datetime:
    """Local wall-clock time with its offset; for display only, never for deciding which edit wins."""
    return datetime.now().astimezone().replace(microsecond=0)


def random_id() -> str:
    """A UUID for a record, born with it and never reused."""
    import uuid  # here, for a window that only shows needs none

    return str(uuid.uuid4())


@frozen
class Clock:
    """Source of time and ids."""

    now: Callable[[], datetime] = system_now
    new_id: Callable[[], str] = random_id
