"""Feeds and the calendar as files: views in, bytes out, in the formats that readers subscribe to."""

ATOM, JSON_FEED, CALENDAR = "application/atom+xml", "application/feed+json", "text/calendar"
"""The media types of the formats."""
