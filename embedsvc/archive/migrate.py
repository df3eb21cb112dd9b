"""Brings a database to the newest tables, whoever comes first."""

import threading
from collections.abc import Callable
from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, select

from embedsvc.archive.schema import HEAD, version

_turn = threading.Lock()
"""Alembic's context is one for the whole process."""


class MigrationError(Exception):
    """These are not tables that this embedsvc can bring to its own form."""


def migrate(engine: Engine, alone: Callable[[Connection], None]) -> None:
    """Does nothing where the newest migration has run. `alone` locks out all other processes until the
    transaction ends; a step and its note are one transaction. Raises SQLAlchemyError, or
    MigrationError for tables of a newer embedsvc.
    """
    with engine.connect() as db:
        if _revision(db) == HEAD:
            return
    import alembic.command  # noqa: F401, PLC0415  (half a second, needed once; not while others wait for the lock)

    with _turn, engine.begin() as db:
        alone(db)
        if _revision(db) != HEAD:
            _upgrade(db)


def _revision(db: Connection) -> str | None:
    if not inspect(db).has_table(version.name):
        return None
    return db.execute(select(version.c.version_num)).scalar()


def _upgrade(db: Connection) -> None:
    from alembic import command, config, util  # noqa: PLC0415  (the same)

    with as_file(files("embedsvc.archive") / "migrations") as scripts:
        settings = config.Config(attributes={"connection": db})
        settings.set_main_option("script_location", str(scripts).replace("%", "%%"))
        try:
            command.upgrade(settings, HEAD)
        except util.CommandError as error:
            raise MigrationError from error
