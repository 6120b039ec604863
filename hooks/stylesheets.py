"""One stylesheet instead of many: a page waits for one request, and what the files share is compressed once.

The files stay apart where they are edited (``extra_css``).
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

ADDRESS = "assets/stylesheets/site.css"
_KEY = "stylesheets"


# After static-i18n (-100), which cannot cope with files that are not on disk.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Join the stylesheets of the theme and the docs folder, in their order; one of another host stays by itself."""
    parts: list[str] = config.extra.setdefault(_KEY, list(config.extra_css))
    found = {part: file for part in parts if (file := files.get_file_from_path(part))}
    if not found:
        return files
    for file in found.values():
        files.remove(file)
    text = "\n".join([*(file.content_string for file in found.values()), _brand(config)])
    files.append(File.generated(config, ADDRESS, content=text))
    config.extra_css = [ADDRESS, *(part for part in parts if part not in found)]
    return files


def _brand(config: MkDocsConfig) -> str:
    """The colours of the configuration, by scheme."""
    colours = "".join(f"--brand-{scheme}: {colour};" for scheme, colour in config.extra.get("brand", {}).items())
    return f":root {{ {colours} }}\n" if colours else ""
