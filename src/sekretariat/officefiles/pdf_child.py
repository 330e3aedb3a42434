"""The process that makes one PDF. It is started by its path, sees nothing of this package and ends with the PDF.

typst keeps memory from one document to the next, and a document that never ends can only be stopped with its process.
Reads {"source", "values", "timestamp"} as JSON; writes the PDF, or typst's diagnostic and ends with BROKEN_SOURCE.
"""

import json
import sys

import typst

BROKEN_SOURCE = 3
# On the line of the source's first line, so that the lines in a diagnostic are the source's own.
PRELUDE = "#let data = json(bytes(sys.inputs.data));"


def main() -> int:
    order = json.load(sys.stdin)
    try:
        pdf = typst.compile(
            (PRELUDE + order["source"]).encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(order["values"])},
            timestamp=order["timestamp"],
            pdf_tags=True,
        )
    except typst.TypstError as error:
        sys.stdout.write(error.diagnostic)
        return BROKEN_SOURCE
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
