import io

import pytest

from sekretariat.ground.actors import system_actor
from sekretariat.ground.files.services import take_upload


@pytest.fixture
def a_file(db):
    return take_upload(
        stream=io.BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), name="kalendari.pdf", by=system_actor()
    )
