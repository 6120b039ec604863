"""What the tests of several commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from published import Project, new_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of which nothing is published yet."""
    return new_project(tmp_path)
