"""Settings of the test run: the real ones, with a folder of their own and cheap password hashing."""

import os
import tempfile

os.environ.setdefault("SEKRETARIAT_DATA", tempfile.mkdtemp(prefix="sekretariat-tests-"))
os.environ.setdefault("SEKRETARIAT_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("SEKRETARIAT_SECOND_STEP", "offered")

from sekretariat.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
STATIC_ROOT = DATA / "static"
