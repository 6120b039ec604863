"""A version of the site from a commit: a part for each locale, and the parts put together.

A part is a build of one locale as a real MkDocs build in a process of its own, so that parts spread over the cores of a
machine or over machines. Together they are, byte for byte, what one build of all locales gives.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from building.parts import copied_together
from minutes.command import RefusalError
from minutes.settings import settings_beside
from publishing.git import Git

MARK = "<!-- version: head -->"
"""What the pages of a version have in their heads, and those of another build have not."""
_SCRATCH = "publishing"


class BuildError(Exception):
    """A version can't be built; the text is what the build said."""

    def __init__(self, version: str, locale: str, said: str) -> None:
        super().__init__(said)
        self.version, self.locale = version, locale


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that the bytes of a version depend on, besides the packages that are installed.

    ``root`` is the address of the site, below which the version's folder lies.
    """

    version: str
    as_of: date | None
    commit: str
    root: str


@dataclass(frozen=True, slots=True)
class Source:
    """A commit, written out into a folder; ``time`` is when it was made, in seconds."""

    folder: Path
    commit: str
    time: int

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales of the site, the default one first."""
        return settings_beside(self.folder / "docs").locales


def write_out(git: Git, commit: str, folder: Path, inside: PurePosixPath) -> Source:
    """Write a commit's files into a folder that is there and empty; the project lies ``inside``. Raises GitError."""
    git.write_out(commit, folder)
    return Source(folder / inside, commit, int(git.text("show", "--no-patch", "--format=%ct", commit)))


def build_parts(
    source: Source,
    recipes: Sequence[Recipe],
    locales: Sequence[str],
    folder: Path,
    say: Callable[[Recipe, str], None],
) -> None:
    """Build versions, each as a part for each locale, into ``folder/<version>/<locale>``, as many at once as there are
    cores. Raises BuildError, and builds no further part then."""
    stopped = False

    def build(recipe: Recipe, locale: str) -> None:
        if not stopped:
            say(recipe, locale)
            _build_part(source, recipe, locale, folder)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(build, recipe, locale) for recipe in recipes for locale in locales]
        try:
            for part in running:
                part.result()
        except BaseException:
            stopped = True
            raise


def _build_part(source: Source, recipe: Recipe, locale: str, folder: Path) -> None:
    part = folder / recipe.version / locale
    part.parent.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        # The commit's own core, not the one that is installed here.
        "PYTHONPATH": str(source.folder / "hooks"),
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": recipe.root,
        "MINUTES_VERSION": recipe.version,
        "MINUTES_LOCALE": locale,
        "MINUTES_AS_OF": recipe.as_of.isoformat() if recipe.as_of else "",
    }
    environment.setdefault("SOURCE_DATE_EPOCH", str(source.time))
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(part.resolve())]
    done = subprocess.run(  # noqa: S603 — our own command
        command, cwd=source.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise BuildError(recipe.version, locale, _telling((done.stderr + done.stdout).decode(errors="replace")))
    _recipe_file(part).write_text(_text(recipe), encoding="utf-8")


def _telling(said: str) -> str:
    """What a failed build said, without progress, and without a traceback where the machine is to blame."""
    before, _, after = said.rstrip().partition("Traceback (most recent call last):")
    last = after.rpartition("\n")[2]
    kept = f"{before}{last}" if "[Errno" in last else said.rstrip()
    return "\n".join(line for line in kept.splitlines() if not line.startswith("INFO"))


def put_together(recipe: Recipe, locales: Sequence[str], folder: Path, target: Path) -> None:
    """Make a version of its parts in a folder. Raises RefusalError for a part that is missing or made otherwise."""
    parts = [folder / recipe.version / locale for locale in locales]
    for part in parts:
        try:
            made = _recipe_file(part).read_text(encoding="utf-8")
        except OSError:
            raise RefusalError("publish.part_missing", path=part) from None
        if made != _text(recipe):
            raise RefusalError("publish.part_foreign", path=part, expected=_text(recipe).strip(), found=made.strip())
    copied_together(parts, target)
    home = target / "index.html"
    if not home.is_file() or MARK not in home.read_text(encoding="utf-8"):
        raise RefusalError("publish.no_version_hook", version=recipe.version)


def _recipe_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _text(recipe: Recipe) -> str:
    return json.dumps(asdict(recipe), default=str, ensure_ascii=False) + "\n"


def scratch(git: Git) -> Path:
    """A new folder for what a publication makes on its way. For a holder of the lock only."""
    clear(git)
    place = git.folder / _SCRATCH
    place.mkdir(exist_ok=True)
    return Path(mkdtemp(dir=place))


def clear(git: Git) -> None:
    """Take away what publications made on their way, also one that was killed. For a holder of the lock only.

    What one that was killed had started may write for as long as a build takes: what it leaves, the end of the next
    publication finds.
    """
    for left in (git.folder / _SCRATCH, *git.folder.glob(f"{_SCRATCH}-*")):
        shutil.rmtree(left, ignore_errors=True)
