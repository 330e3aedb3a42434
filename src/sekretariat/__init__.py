"""Sekretariat: the working platform of a government technical secretariat.

SQLite 3.7.0-3.51.2 can corrupt a WAL database when two connections write or checkpoint at once. Where the
package `pysqlite3` carries a newer library it takes the standard module's place, here and nowhere else, before
Django imports it. Where it does not, `config.settings` keeps to a rollback journal (docs/adr/0002).
"""

import contextlib
import sys

with contextlib.suppress(ImportError):
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

__version__ = "0.1.0"
