"""Building the site with every core of the machine, and putting its parts together."""
