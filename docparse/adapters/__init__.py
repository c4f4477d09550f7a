"""Doors to other libraries: each module needs an extra, and nothing else imports it."""
