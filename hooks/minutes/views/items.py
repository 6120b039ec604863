"""Agenda items by where they stand: those of a meeting are worked out when somebody asks for one, or for all."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from functools import cached_property

from minutes.views.pieces import ItemView, MeetingView


class Items(Mapping[tuple[str, str], ItemView]):
    """By meeting id and anchor, in the order of ``meetings``: what gives each, by id."""

    def __init__(self, meetings: Mapping[str, Callable[[], MeetingView]]) -> None:
        self._meetings = meetings
        self._known: dict[str, Mapping[str, ItemView]] = {}

    def __getitem__(self, place: tuple[str, str]) -> ItemView:
        meeting_id, anchor = place
        return self._of(meeting_id)[anchor]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    # What a mapping does for these by itself looks for one after the other.
    def values(self) -> ValuesView[ItemView]:
        """Every item."""
        return self._all.values()

    def items(self) -> ItemsView[tuple[str, str], ItemView]:
        """Every item after where it stands."""
        return self._all.items()

    def _of(self, meeting_id: str) -> Mapping[str, ItemView]:
        if meeting_id not in self._known:
            self._known[meeting_id] = {item.anchor: item for item in self._meetings[meeting_id]().items}
        return self._known[meeting_id]

    @cached_property
    def _all(self) -> dict[tuple[str, str], ItemView]:
        return {(each, anchor): item for each in self._meetings for anchor, item in self._of(each).items()}
