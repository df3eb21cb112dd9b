"""WSGI layers in front of the application, one file each; `wiring` stacks them."""
