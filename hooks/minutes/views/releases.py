"""Release news: what was released, by year and project."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from minutes.views.lens import Lens
from minutes.views.pieces import Named, ReleaseView


@dataclass(frozen=True, slots=True)
class ProjectReleases:
    """The releases of a project, newest first."""

    project: Named
    releases: tuple[ReleaseView, ...]


@dataclass(frozen=True, slots=True)
class YearReleases:
    """The releases of a year, by project."""

    year: int
    projects: tuple[ProjectReleases, ...]


@dataclass(frozen=True, slots=True)
class ReleaseNews:
    """All releases, by year and project, and the latest of each project."""

    years: tuple[YearReleases, ...]
    latest: tuple[ReleaseView, ...]


def release_news(lens: Lens) -> ReleaseNews:
    """The releases in the lens's locale, newest year first; within a year the project with the latest news first."""
    years = tuple(
        YearReleases(year, _by_project(list(releases)))
        for year, releases in groupby(lens.releases, key=lambda release: release.date.year)
    )
    latest: dict[str, ReleaseView] = {}
    for release in lens.releases:
        latest.setdefault(release.project.id, release)
    return ReleaseNews(years, tuple(latest.values()))


def _by_project(releases: list[ReleaseView]) -> tuple[ProjectReleases, ...]:
    grouped: dict[str, list[ReleaseView]] = {}
    for release in releases:
        grouped.setdefault(release.project.id, []).append(release)
    return tuple(ProjectReleases(group[0].project, tuple(group)) for group in grouped.values())
