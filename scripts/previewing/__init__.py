"""The preview: a page is made when somebody asks for it, and everything else behind it."""
