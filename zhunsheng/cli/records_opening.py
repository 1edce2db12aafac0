"""Opens the records that the environment names (`records_environment`), for the commands that look after them. They may run
beside the service. Nothing is migrated and nothing is made by this.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from zhunsheng.cli.records_environment import CONTENT_KEYS, DATABASE, database_url, ledger_in
from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.storage.database import Database, StorageUnavailable, open_database
from zhunsheng.records.storage.migrating import standing
from zhunsheng.records.storage.sealing import Sealed


@contextmanager
def opened_database(environment: Mapping[str, str] = os.environ) -> Iterator[Database]:
    """The database, whatever state it is in; what it cannot do becomes a message.

    Raises:
        InputError: it does not answer, or a content was sealed with a key that is not here.
    """
    database = open_database(database_url(environment))
    try:
        yield database
    except StorageUnavailable as error:
        raise InputError([_unavailable(error)]) from None
    except Sealed as error:
        raise InputError([_sealed(error)]) from None
    finally:
        database.close()


@contextmanager
def opened_ledger(environment: Mapping[str, str] = os.environ) -> Iterator[Ledger]:
    """The log in that database, which must have the tables of this version.

    Raises:
        InputError: as above; or the tables are others, or a key is none.
    """
    with opened_database(environment) as database:
        made = ledger_in(database, environment)
        found = standing(database)
        if found != "current":
            raise InputError([_other_tables(found)])
        yield made


def _other_tables(found: str) -> Problem:
    what = f"the tables of the database are not those of this version ({found})"
    zh = Chinese("数据库的表结构不是本版本的", "请先备份，再运行 zhunsheng database migrate")
    return Problem(
        "other_tables",
        what,
        mend="Back it up, then run `zhunsheng database migrate`.",
        zh=zh,
        pointer=DATABASE,
    )


def _unavailable(error: StorageUnavailable) -> Problem:
    what = f"the database cannot be used: {error.reason}"
    zh = Chinese(f"数据库不可用：{error.reason}", "请检查地址、权限、磁盘空间，以及是否被其他进程占用")
    mend = "Check its address, its permissions, the room on the disk, and who else holds it."
    return Problem("storage_unavailable", what, mend=mend, zh=zh, pointer=DATABASE)


def _sealed(error: Sealed) -> Problem:
    zh = Chinese(f"内容由密钥 {error.key} 加密，而该密钥不在", f"请把它加入 {CONTENT_KEYS}")
    mend = f"Add it to {CONTENT_KEYS}."
    return Problem("sealed", f"a content is {error}", mend=mend, zh=zh, pointer=CONTENT_KEYS)
