from . import no_arguments, row

ROWS = [row("search:find", "GET", no_arguments, "302 200 200 200 200 200 200 200 200")]
