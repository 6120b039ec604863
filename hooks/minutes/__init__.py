"""The core: community minutes read as data. Pure and typed; it never imports MkDocs."""
