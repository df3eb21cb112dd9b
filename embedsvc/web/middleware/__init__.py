"""WSGI layers between a client and the application, one file each; `wiring` stacks them."""
