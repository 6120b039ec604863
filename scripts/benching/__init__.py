"""What `make bench` and `make lighthouse` measure with: a synthetic archive, built sites, a host, a browser."""
