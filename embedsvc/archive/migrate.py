"""Migrates a database to the newest tables; the first process that opens it does."""

import threading
from collections.abc import Callable
from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, select

from embedsvc.archive.schema import HEAD, version
from embedsvc.urls import Normalise

_alembic_lock = threading.Lock()
"""Alembic's context is global to the process."""


class MigrationError(Exception):
    """The tables are not ones that this version can migrate."""


def migrate(engine: Engine, lock: Callable[[Connection], None], normalise: Normalise | None) -> bool:
    """Returns whether it migrated: it does nothing where the newest migration has run. All migrations are one
    transaction; `lock` keeps other processes out until its end. Without `normalise` no Edition moves to
    another URL. Raises SQLAlchemyError, or MigrationError for tables of a newer version.
    """
    with engine.connect() as db:
        if _revision(db) == HEAD:
            return False
    import alembic.command  # noqa: F401, PLC0415 -- half a second: not at every start, nor under the lock

    with _alembic_lock, engine.begin() as db:
        lock(db)
        if _revision(db) == HEAD:
            return False
        _upgrade(db, normalise)
    return True


def _revision(db: Connection) -> str | None:
    if not inspect(db).has_table(version.name):
        return None
    return db.execute(select(version.c.version_num)).scalar()


def _upgrade(db: Connection, normalise: Normalise | None) -> None:
    from alembic import command, config, util  # noqa: PLC0415 -- the same

    with as_file(files("embedsvc.archive") / "migrations") as scripts:
        settings = config.Config(attributes={"connection": db, "normalise": normalise})
        settings.set_main_option("script_location", str(scripts).replace("%", "%%"))
        try:
            command.upgrade(settings, HEAD)
        except util.CommandError as error:
            raise MigrationError("its tables are of a newer version of this service") from error
