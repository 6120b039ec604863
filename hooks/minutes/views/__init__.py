"""Views: the archive as plain data for one page in one locale.

They know what a reader wants to see together. They know no markup, no address of a page and no MkDocs.
"""
