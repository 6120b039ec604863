"""Pictures of the site: which pages, and how they are taken."""
