from . import no_arguments, row

# The world of the table has an office, so the page is gone.
GONE = "404 404 404 404 404 404 404 404 404"
ROWS = [
    row("setup:first", "GET", no_arguments, GONE),
    row("setup:first", "POST", no_arguments, GONE),
]
