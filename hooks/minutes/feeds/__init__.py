"""Feeds and the calendar as files: views in, bytes out, in the formats that readers subscribe to."""
