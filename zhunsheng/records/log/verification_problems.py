"""What can be wrong with an export, said: one function a complaint, so that `verification` reads as what is checked.

Those that end in a doubt say so. A root that does not fit shows that something between two sizes is not what was signed; it
cannot show what.
"""

from __future__ import annotations

from zhunsheng.engine.problems import Problem
from zhunsheng.records.log.refusals import problem
from zhunsheng.records.log.rotation import Rotation
from zhunsheng.records.log.verifier_keys import VerifierKey

_AGAIN = "Fetch the export again; if that does not help, keep the file: it is the evidence."
_AGAIN_ZH = "请重新导出；仍不相符的，请保存好文件，它就是证据"


def head_missing() -> Problem:
    """The file does not begin as an export does."""
    return problem(
        "head_missing",
        "the file does not begin with the line that says which log it is",
        "文件开头没有说明是哪个日志",
        why="Without it nobody knows which key must have signed.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def line_misplaced(kind: str) -> Problem:
    """A line stands where none of its kind may."""
    return problem(
        "line_misplaced",
        f"a line of the kind '{kind}' does not belong here",
        f"这里不应有类型为“{kind}”的行",
        why="Something was put in, or lines were moved.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def line_too_long(limit: int) -> Problem:
    """A line is longer than any that is written."""
    return problem("line_too_long", f"the line has more than {limit} bytes", f"该行超过 {limit} 字节")


def line_unfinished() -> Problem:
    """The last line has no newline."""
    return problem(
        "line_unfinished",
        "the last line does not end: the file was cut off",
        "最后一行没有结束，文件被截断",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def entries_missing(missing: range) -> Problem:
    """Numbers that no entry has."""
    one = len(missing) == 1
    which = str(missing[0]) if one else f"{missing[0]} to {missing[-1]}"
    which_zh = str(missing[0]) if one else f"{missing[0]} 至 {missing[-1]}"
    return problem(
        "entries_missing",
        f"{'entry' if one else 'entries'} {which} {'is' if one else 'are'} missing",
        f"缺少记录 {which_zh}",
        why="Numbers have no gaps: entries were removed or never exported.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def entry_out_of_order(number: int, expected: int) -> Problem:
    """An entry stands where another one should."""
    return problem(
        "entry_out_of_order",
        f"entry {number} stands where entry {expected} should",
        f"应为记录 {expected} 的位置上是记录 {number}",
        why="Entries were removed, moved or put in.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def entry_repeated(number: int) -> Problem:
    """An entry stands twice."""
    return problem(
        "entry_repeated",
        f"entry {number} stands here again, with the same bytes",
        f"记录 {number} 重复出现，内容相同",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def entry_forked(number: int) -> Problem:
    """Two entries have one number."""
    return problem(
        "entry_forked",
        f"entry {number} stands here again, with other bytes",
        f"记录 {number} 再次出现，内容不同",
        why="A log says one thing at each number; here two stories are told.",
        mend="The signed roots show which of the two is of the log, if one is.",
        mend_zh="由已签名的根哈希可以看出哪一条属于日志",
    )


def root_wrong(size: int, good: int, following: int) -> Problem:
    """A checkpoint does not fit the entries before it."""
    more = f"; so do the {following} checkpoints after it" if following else ""
    more_zh = f"；其后 {following} 个检查点同样不符" if following else ""
    which = f"entry {good}" if size - good == 1 else f"entries {good} to {size - 1}"
    which_zh = f"记录 {good}" if size - good == 1 else f"记录 {good} 至 {size - 1}"
    cause = f"{which} or the checkpoint itself" if size > good else "the checkpoint itself"
    cause_zh = f"{which_zh}，或检查点本身，" if size > good else "检查点本身"
    return problem(
        "root_wrong",
        f"the checkpoint of {size} entries says another root than these entries have{more}: {cause} was changed",
        f"大小为 {size} 的检查点与其前的记录不符{more_zh}：{cause_zh}被改动过",
        why=f"Up to {good} entries everything is as the checkpoints say.",
        mend="If its signature is right, the entries were changed: compare them with an earlier export.",
        mend_zh="若检查点签名正确，则是记录被改动：请与以前的导出比对",
    )


def roots_unchecked(number: int) -> Problem:
    """After a gap no root can be computed."""
    return problem(
        "roots_unchecked",
        f"from entry {number} on no root could be checked, because the entries before it are not all there in their order",
        f"从记录 {number} 起无法核对根哈希，因为之前的记录不全或次序不对",
    )


def checkpoint_misplaced(size: int, here: int) -> Problem:
    """A checkpoint does not stand behind the last entry that it speaks of."""
    return problem(
        "checkpoint_misplaced",
        f"a checkpoint of {size} entries stands after {here} entries",
        f"大小为 {size} 的检查点出现在 {here} 条记录之后",
        why="It belongs right after the last entry that it speaks of: entries or lines were moved, removed or added.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def checkpoint_other_log(given: str, origin: str) -> Problem:
    """A checkpoint is of another log."""
    return problem(
        "checkpoint_other_log",
        f"the checkpoint is of the log {given}, not of {origin}",
        f"检查点属于日志 {given}，而不是 {origin}",
    )


def tail_unsealed(sealed: int, entries: int) -> Problem:
    """Entries at the end that no checkpoint speaks of."""
    return problem(
        "tail_unsealed",
        f"no checkpoint speaks of the entries from {sealed} on; the file has {entries}",
        f"文件有 {entries} 条记录，但没有检查点涵盖记录 {sealed} 及以后的部分",
        why="Nothing vouches for them: they can be changed without being noticed.",
        mend="An export ends with a checkpoint of the whole log; fetch it again.",
        mend_zh="导出文件应以整个日志的检查点结束，请重新导出",
    )


def checkpoint_missing() -> Problem:
    """There is no checkpoint at all."""
    return problem(
        "checkpoint_missing",
        "there is no checkpoint in the file, so nothing vouches for it",
        "文件中没有检查点，无从核验",
        mend="An export ends with a checkpoint of the whole log; fetch it again.",
        mend_zh="导出文件应以整个日志的检查点结束，请重新导出",
    )


def rotation_unconfirmed(rotation: Rotation) -> Problem:
    """A key handed over and no checkpoint says so."""
    return problem(
        "rotation_unconfirmed",
        f"no checkpoint of {rotation.size} entries confirms the change of the key to {rotation.new.label}",
        f"没有大小为 {rotation.size} 的检查点确认密钥更换为 {rotation.new.label}",
        why="Only the old key's signature over the entry that names the new one makes the new one trusted.",
    )


def content_misplaced(name: str, number: int) -> Problem:
    """A content does not stand behind its entry."""
    return problem(
        "content_misplaced",
        f"the content '{name}' of entry {number} does not stand after this entry",
        f"记录 {number} 的内容“{name}”不在该记录之后",
    )


def content_gone(number: int) -> Problem:
    """A content is not there, and nobody said that it was erased."""
    return problem(
        "content_gone",
        f"a content of entry {number} is not there, and no entry says that it was erased",
        f"记录 {number} 的一项内容不在，也没有删除它的记录",
        why="Whoever erases says so in the log, and why; what is gone without a word was made to disappear.",
        mend="Ask whoever keeps the database; look for it in a backup or an earlier export.",
        mend_zh="请向数据库的保管者查问，并在备份或以前的导出中查找",
    )


def content_unknown(name: str, number: int) -> Problem:
    """An entry names no such content."""
    return problem(
        "content_unknown",
        f"entry {number} names no content '{name}', or it stands here twice",
        f"记录 {number} 没有名为“{name}”的内容，或者重复出现",
        why="What no entry binds can be anything.",
    )


def content_unexpected() -> Problem:
    """A content in a file that says it holds none."""
    return problem("content_unexpected", "the file says that it holds no contents", "文件开头声明不含内容")


def base64_wrong(field: str) -> Problem:
    """A salt or a content is not base 64."""
    return problem(
        "base64_wrong", f"'{field}' is not base 64 in its only form", f"“{field}”不是规范的 base64"
    )


def end_missing() -> Problem:
    """The file has no last line."""
    return problem(
        "end_missing",
        "the last line is missing: the file was cut off",
        "缺少结尾行，文件被截断",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def end_count(said: int, entries: int) -> Problem:
    """The last line counts otherwise."""
    return problem(
        "end_count",
        f"the last line says {said} entries, the file has {entries}",
        f"结尾行写明有 {said} 条记录，实际有 {entries} 条",
    )


def end_digest() -> Problem:
    """The last line hashes otherwise."""
    return problem(
        "end_digest",
        "the digest in the last line is not that of the lines before it: the file is not as it was written",
        "结尾行的摘要与文件不符：文件写成后有改动",
        why="By itself it shows damage, not who did it.",
        mend=_AGAIN,
        mend_zh=_AGAIN_ZH,
    )


def held_beyond(size: int, entries: int) -> Problem:
    """An auditor's checkpoint is larger than the log."""
    return problem(
        "held_beyond",
        f"the checkpoint that was brought along has {size} entries, the log only {entries}",
        f"自带的检查点有 {size} 条记录，而日志只有 {entries} 条",
        why="The log was longer once: its tail was lost or removed, or this export is older than the checkpoint.",
        mend="Ask for an export that is newer than the checkpoint.",
        mend_zh="请要求提供检查点之后的导出",
    )


def held_wrong(size: int) -> Problem:
    """An auditor's checkpoint is not part of the log."""
    return problem(
        "held_wrong",
        f"the log does not contain the checkpoint of {size} entries that was brought along",
        f"日志与自带的大小为 {size} 的检查点不符",
        why=f"Something among the first {size} entries is not what it was when the checkpoint was made.",
        mend="Keep both files: together they are the evidence that the past was changed.",
        mend_zh="请保存好两份文件，它们共同证明过去的记录被改动过",
    )


def held_unchecked(size: int) -> Problem:
    """An auditor's checkpoint cannot be compared."""
    return problem(
        "held_unchecked",
        f"the checkpoint of {size} entries that was brought along cannot be compared: entries before it are not in order",
        f"无法与自带的大小为 {size} 的检查点比对：之前的记录不全或次序不对",
    )


def held_other_key(size: int, label: str) -> Problem:
    """An auditor's checkpoint was signed by a key that the log says nothing of."""
    return problem(
        "held_other_key",
        f"the checkpoint of {size} entries that was brought along is signed by {label}, of which this log says nothing",
        f"自带的大小为 {size} 的检查点由 {label} 签名，而这个日志中没有该密钥",
        why="The log was written anew with another key, or as if it had never been signed.",
        mend="Keep both files: together they are the evidence.",
        mend_zh="请保存好两份文件，它们共同构成证据",
    )


def key_untrusted(key: VerifierKey) -> Problem:
    """The auditor's key never was one of the log."""
    return problem(
        "key_untrusted",
        f"{key.label}, which you trust, is no key of this log",
        f"您信任的密钥 {key.label} 不是这个日志的密钥",
        why="The log was signed by somebody else, or written anew with another key.",
        mend="Compare the key with the organization that runs the log, not with the file.",
        mend_zh="请向管理该日志的单位核对密钥，不要以文件中的为准",
    )


def head_key_name(key: VerifierKey, origin: str) -> Problem:
    """The key has another name than the log."""
    return problem(
        "head_key_name",
        f"the first key is named {key.name}, the log {origin}",
        f"首个密钥的名称是 {key.name}，而日志是 {origin}",
    )


def keys_from_the_file() -> Problem:
    """Nobody said which keys are trusted."""
    return problem(
        "keys_from_the_file",
        "the keys are those that the file itself names: who signed it is not verified",
        "所用密钥取自文件本身，未核验签名者是谁",
        why="Whoever can write a whole file anew can also sign it with a new key.",
        mend="Give the key that you had from the organization, or a checkpoint that you took home.",
        mend_zh="请提供从单位取得的验证密钥，或以前带走的检查点",
    )


def unsigned() -> Problem:
    """The log has no key."""
    return problem(
        "unsigned",
        "the log is not signed: that it was not written anew as a whole shows only from a checkpoint that you hold",
        "日志没有签名：是否被整体重写，只能靠您自己保存的检查点判断",
    )
