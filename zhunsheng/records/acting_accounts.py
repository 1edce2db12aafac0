"""The account that acts, as it stands in the transaction in which it acts.

Who asks is known before a body is read and a case evaluated, which may take half a minute. If the account was put out of use
meanwhile, or has other roles, what it does now must not follow in the log on the entry that says so.
"""

from __future__ import annotations

from dataclasses import replace

from zhunsheng.records.access.accounts import Account
from zhunsheng.records.storage.access_rows import AccountRows
from zhunsheng.records.storage.entry_rows import EntryRows


def as_it_stands(log: EntryRows, account: Account) -> Account:
    """The account as the transaction sees it; one that there is not (any more) is out of use."""
    return AccountRows(log.connection).by_id(account.id) or replace(account, active=False)
