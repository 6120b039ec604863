"""The process that builds one state of the site after the other, and remembers the minutes that it read.

It has no threads, for it forks: a process for each locale of a state, which stays until the next one is asked for.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import signal
import traceback
from contextlib import suppress
from itertools import count
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from jinja2 import TemplateError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from bridge import LOCALE_VARIABLE, Site, keep_site
from minutes.reread import Known
from minutes.strings import in_every_language
from minutes.templates import COMPILED
from previewing.desk import answer_at
from previewing.generation import Generation
from previewing.pages import POLITE, Make, stay

_PROJECT = Path(__file__).resolve().parents[2]
HOOKS = _PROJECT / "hooks"
"""The folder of the code that a preview follows."""
FRAGMENTS = _PROJECT / "overrides" / "fragments"
"""The folder of what is put into pages, those of the preview's own among it."""
ENDS = [found for name in ("SIGINT", "SIGTERM", "SIGHUP") if (found := getattr(signal, name, None))]
"""The signals that end a preview, as far as this system has them."""


def run(requests: Connection, alive: Connection, configuration: str, address: str, folder: Path) -> None:
    """Build a state of the site whenever something comes in, and send its Generation, or what went wrong, as text.

    None is sent, and it ends, where its own code was changed since. It ends as well when nobody is at the other end
    any more, and takes the folder away.
    """
    # What ends the command goes to all its processes; this one ends when the command has.
    for number in ENDS:
        signal.signal(number, signal.SIG_IGN)
    logging.basicConfig(level=logging.INFO, format="%(levelname)-8s-  %(message)s")
    builder = _Builder(configuration, address, folder, requests, alive)
    code = _code()
    try:
        while requests.recv() is None:
            if _code() != code:
                requests.send(None)
                return
            requests.send(builder.build())
            # Somebody waits for a page now.
            if not requests.poll(POLITE):
                builder.prepare()
    except EOFError:
        return
    finally:
        builder.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _code() -> dict[str, tuple[int, int]]:
    """The time and the size of every file that is loaded once: the code, and its texts."""
    found = (path for kind in ("*.py", "*.yml") for path in HOOKS.rglob(kind))
    return {str(path): (state.st_mtime_ns, state.st_size) for path in found if (state := path.stat())}


class _Errors(logging.Handler):
    """Keeps the errors that are logged: MkDocs says there what is wrong with the configuration, and raises less."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.messages.append(record.getMessage())


class _Builder:
    """Builds states of the site; of the last one processes are running."""

    def __init__(self, configuration: str, address: str, folder: Path, requests: Connection, alive: Connection) -> None:
        self._configuration, self._address, self._folder = configuration, address, folder
        self._requests, self._alive = requests, alive
        self._known, self._numbers, self._begun = Known(), count(1), False
        self._running: list[int] = []
        self._last: tuple[MkDocsConfig, Site] | None = None

    def build(self) -> Generation | str:
        """The next state of the site, or what is wrong with all of it."""
        self.stop()
        logged = _Errors()
        logging.getLogger("mkdocs").addHandler(logged)
        try:
            config = load_config(self._configuration, site_url=self._address)
            if not self._begun:
                config.plugins.on_startup(command="serve", dirty=False)
                self._begun = True
            self._last = config, keep_site(config, self._known)
            return self._build(*self._last)
        except MkDocsException as problem:
            return "\n".join([*logged.messages, problem.format_message()])
        finally:
            logging.getLogger("mkdocs").removeHandler(logged)

    def prepare(self) -> None:
        """Compile all templates, so that the next state has them: it is most of the time of a first page."""
        if not self._last:
            return
        config, site = self._last
        env = config.theme.get_env()
        env.bytecode_cache = COMPILED
        for name in env.list_templates(extensions=["html"]):
            with suppress(TemplateError):
                env.get_template(name)
        # All locales have the same fragments.
        site.renderers[site.locales[0]].compile()

    def stop(self) -> None:
        """End the processes of the last state."""
        for process in self._running:
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self._running = []

    def _build(self, config: MkDocsConfig, site: Site) -> Generation | str:
        generation = Generation(self._folder / str(next(self._numbers)), tuple(site.built))
        generation.pages.mkdir(parents=True)
        # Pages of every locale look at all minutes for it, which in processes that share their memory takes twice as
        # long.
        _ = site.failing
        # What is in memory now is there to stay, for the processes too.
        gc.freeze()
        started = [self._start(config, site, generation, locale) for locale in generation.locales]
        problems = [said for one in started if (said := _said(one))]
        return problems[0] if problems else generation

    def _start(self, config: MkDocsConfig, site: Site, generation: Generation, locale: str) -> Connection:
        """Start the process of a locale. The connection says what is wrong, or nothing when a page can be asked for."""
        said, say = Pipe(duplex=False)
        process = os.fork()
        if process:
            say.close()
            # A group of its own, with its child.
            with suppress(OSError):
                os.setpgid(process, process)
            self._running.append(process)
            return said
        with suppress(OSError):
            os.setpgid(0, 0)
        # Whoever holds an end of these keeps them open.
        said.close()
        self._requests.close()
        try:
            self._stay(config, site, generation, locale, say)
        except MkDocsException as problem:
            say.send(problem.format_message())
        except BaseException as problem:
            traceback.print_exc()
            say.send(f"{type(problem).__name__}: {problem}")
        # The child that builds everything, too.
        os.killpg(0, signal.SIGKILL)
        raise AssertionError

    def _stay(self, config: MkDocsConfig, site: Site, generation: Generation, locale: str, say: Connection) -> None:
        os.environ[LOCALE_VARIABLE] = locale
        config.site_dir = str(generation.whole(locale))
        # Only one tells what is wrong with the archive, and behind, where nobody waits for it.
        site.told = True

        def tell() -> None:
            site.told = locale != generation.locales[0]
            site.report()

        def answer(make: Make) -> None:
            answer_at(generation.desk(locale), self._alive, lambda: say.send(""), make)

        stay(config, generation.pages, generation.mark(locale), tell=tell, answer=answer)


def _said(said: Connection) -> str:
    """What a process says when it has begun: nothing if all is well."""
    try:
        text: str = said.recv()
    except EOFError:
        return in_every_language("preview.ended")
    return text
