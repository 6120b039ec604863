"""Full text search: the files that a browser reads in pieces, made when the site is built."""
