"""``make check-html``: our pages, judged by the Nu checker, by axe-core and by Chromium."""
