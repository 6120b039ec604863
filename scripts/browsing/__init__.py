"""What commands that look at the built site share: a browser, and a host that serves the site to it."""
