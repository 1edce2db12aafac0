"""A ruleset as one value that travels: packed where the job is planned, unpacked and compiled where it is done.

Machines of a cluster share no folder, and one that has another version of the rulesets would answer otherwise without a word.
So the files themselves go along, and whoever unpacks them says which digest came out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from zhunsheng.engine.problems import Chinese, InputError, Problem
from zhunsheng.engine.release import PARTS, Release, contents, load_release

#: The day that stands in the archive beside each file: the same files make the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class PackedRuleset:
    """The files of a ruleset.

    Attributes:
        name: What its folder is called, for messages.
        digest: What its files must come to.
        archive: The files, compressed.
    """

    name: str
    digest: str
    archive: bytes = field(repr=False)

    @staticmethod
    def of(release: Release, parts: Sequence[str] = PARTS) -> PackedRuleset:
        """Packs the files from which a release was read.

        Args:
            parts: What is packed; with `NOTICES`, all that an answer is made of.
        """
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            for name, content in contents(release.folder, parts):
                packed.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
        return PackedRuleset(release.folder.name, release.digest, archive.getvalue())

    def release(self) -> Release:
        """Loads and checks it. Its folder is gone when this returns: what a batch needs has been read.

        Raises:
            InputError: the files are not those that the digest was taken of, or are no ruleset for this program.
        """
        with self.unpacked() as found:
            return found

    @contextmanager
    def unpacked(self) -> Iterator[Release]:
        """The same while its folder is there: whole answers also read the notices in it, and the second engine reads it anew.

        Raises:
            InputError: as above.
        """
        with TemporaryDirectory(prefix="zhunsheng-") as place:
            folder = Path(place) / self.name
            with zipfile.ZipFile(io.BytesIO(self.archive)) as packed:
                packed.extractall(folder)
            found = load_release(folder)
            if found.digest != self.digest:
                raise _other(self.digest, found.digest)
            yield found


def _other(wanted: str, found: str) -> InputError:
    what = f"the ruleset that arrived is {found}, and {wanted} was sent"
    zh = Chinese(
        f"收到的规则库是 {found}，发出的是 {wanted}", "请确认运行期间没有人改动规则库文件，然后重新运行"
    )
    mend = "See that nobody changes the files of the ruleset while it runs, and run it again."
    return InputError([Problem("other_ruleset", what, mend=mend, zh=zh)])
