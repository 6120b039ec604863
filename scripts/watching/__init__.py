"""Watching what the project depends on: known vulnerabilities, withdrawn releases, newer ones, and a list of it all.

What is reported is Markdown, for the terminal and for the page that GitHub shows of a run, in both languages.
"""
