"""The grid by keyboard alone: as quick as a spreadsheet, counted key by key."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from sekretariat.domain.obligations.models import Answer
from tests.browser.moving import click_through
from tests.browser.test_frame import PASTE
from tests.web.duties.making import a_scene, day

# Institution, coordinator, e-mail, deputy, e-mail, their letter's number and date: as they come in the post.
LIST = """
ADISA|Nora Hysa|nora.hysa@adisa.gov.al|Ardi Koci|ardi.koci@adisa.gov.al|745/1|25.05.2018
AKSHI|Sokol Marku|sokol.marku@akshi.gov.al|Besa Lika|besa.lika@akshi.gov.al|1877|24.05.2018
AMVV|Lule Bardhi|lule.bardhi@amvv.gov.al|Edi Pirani|edi.pirani@amvv.gov.al|311/1|25.05.2018
APP|Gent Topi|gent.topi@app.gov.al|Iris Shehu|iris.shehu@app.gov.al|902|25.05.2018
DAP|Endri Cela|endri.cela@dap.gov.al|Mimoza Gjata|mimoza.gjata@dap.gov.al|980/1|28.05.2018
INSTAT|Vjosa Lame|vjosa.lame@instat.gov.al|||612/1|23.05.2018
MASR|Rezarta Toska|rezarta.toska@arsimi.gov.al|Ilda Buci|ilda.buci@arsimi.gov.al|4876/1|25.05.2018
MB|Genc Basha|genc.basha@mb.gov.al|Ana Dema|ana.dema@mb.gov.al|4410/1|28.05.2018
MBZHR|Drita Noka|drita.noka@bujqesia.gov.al|||4015/1|24.05.2018
MD|Arta Duka|arta.duka@drejtesia.gov.al|Elton Vata|elton.vata@drejtesia.gov.al|3391/1|23.05.2018
MEPJ|Ema Rama|ema.rama@mepj.gov.al|Kledi Sulo|kledi.sulo@mepj.gov.al|7720/1|25.05.2018
MFE|Mirela Kola|mirela.kola@financa.gov.al|Ilir Dervishi|ilir.dervishi@financa.gov.al|9214|25.05.2018
MIE|Fatos Gega|fatos.gega@infra.gov.al|||5102/1|28.05.2018
MK|Shpresa Vata|shpresa.vata@kultura.gov.al|Denis Ruci|denis.ruci@kultura.gov.al|2581/1|28.05.2018
MM|Artan Zeka|artan.zeka@mod.gov.al|Lira Hoti|lira.hoti@mod.gov.al|1944/1|25.05.2018
MSHMS|Kujtim Alla|kujtim.alla@shendetesia.gov.al|Ela Meta|ela.meta@shendetesia.gov.al|2290/1|24.05.2018
MTM|Luan Cika|luan.cika@turizmi.gov.al|||3377/1|28.05.2018
"""
ANSWERS = [tuple(line.split("|")) for line in LIST.strip().splitlines()]
RECEIVED_ON = "29.05.2018"


@dataclass
class Keyboard:
    """Presses real keys in the page and counts them. A letter is one press; Shift is counted in neither way."""

    page: Page
    presses: int = 0

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1


def in_a_spreadsheet() -> Iterator[str]:
    """The keys for the same list: a tab after each cell, Enter back to the start of the next row, and saving it.

    As in the grid the day is written once; deputies and their e-mails that are not there are tabbed over.
    """
    for place, (institution, *cells) in enumerate(ANSWERS):
        yield from institution
        yield "Tab"
        yield from RECEIVED_ON if place == 0 else ""
        for cell in cells:
            yield "Tab"
            yield from cell
        yield "Enter"
    yield "Control+S"


@pytest.fixture
def scene(transactional_db):
    return a_scene(names=tuple(name for name, *_ in ANSWERS))


@pytest.fixture
def grid(scene, open_page) -> Page:
    """The grid as a person meets it: the cursor stands in the first cell, one frame after the page is there."""
    page = open_page(reverse("duties:grid", args=[scene.letter.pk]), person=scene.officer)
    page.locator("table input:focus").wait_for()
    return page


def test_seventeen_answers_take_no_more_keys_than_in_a_spreadsheet(scene, grid, capsys):
    keyboard = Keyboard(grid)
    keyboard.type(RECEIVED_ON)
    for place, (_institution, *cells) in enumerate(ANSWERS):
        for cell in cells:
            keyboard.press("Tab")
            keyboard.type(cell)
        # Out of the last cell Tab leads to the next row; in the last row Enter saves.
        keyboard.press("Tab" if place < len(ANSWERS) - 1 else "Enter")
    grid.wait_for_url(f"**{reverse('letters:detail', args=[scene.letter.pk])}")

    spreadsheet = sum(1 for _ in in_a_spreadsheet())
    with capsys.disabled():
        print(f"\n17 answers: {keyboard.presses} keys in the grid, {spreadsheet} in a spreadsheet")
    assert keyboard.presses <= spreadsheet
    taken = {a.institution.short_name: a for a in Answer.objects.all()}
    assert {name: (a.summary, a.letter_number, a.letter_on, a.received_on) for name, a in taken.items()} == {
        name: (", ".join(filter(None, [coordinator, deputy])), number, day(on), day(RECEIVED_ON))
        for name, coordinator, _, deputy, _, number, on in ANSWERS
    }


def test_the_cursor_waits_in_the_first_cell_and_enter_goes_down_its_column(grid):
    for name in ("Nora Hysa", "Sokol Marku"):
        if name == "Nora Hysa":
            grid.keyboard.press("Tab")
        grid.keyboard.type(name)
        grid.keyboard.press("Enter")

    column = grid.locator("input[name$=coordinator_name]")
    assert [column.nth(place).input_value() for place in range(3)] == ["Nora Hysa", "Sokol Marku", ""]
    assert grid.evaluate("document.activeElement.name").endswith("coordinator_name")


def test_a_block_of_a_spreadsheet_spreads_over_the_cells(grid):
    grid.locator("input[name$=coordinator_name]").first.focus()

    grid.evaluate(PASTE, "Nora Hysa\tnora@adisa.gov.al\nSokol Marku\tsokol@akshi.gov.al\n")

    for column, values in (
        ("coordinator_name", ["Nora Hysa", "Sokol Marku", ""]),
        ("coordinator_email", ["nora@adisa.gov.al", "sokol@akshi.gov.al", ""]),
    ):
        cells = grid.locator(f"input[name$={column}]")
        assert [cells.nth(place).input_value() for place in range(3)] == values


def test_a_list_is_laid_over_the_grid_without_scripts_too(scene, open_page):
    page = open_page(reverse("duties:grid", args=[scene.letter.pk]), person=scene.officer, scripts=False)
    page.fill("[name=pasted]", "\n".join("\t".join((name, RECEIVED_ON, *cells)) for name, *cells in ANSWERS))
    click_through(page, "button[name=fill]")

    click_through(page, "button[name=save]")

    assert page.url.endswith(reverse("letters:detail", args=[scene.letter.pk]))
    assert Answer.objects.count() == 17


def test_a_fault_takes_the_focus_and_leads_to_its_cell(grid):
    grid.keyboard.press("Tab")
    grid.keyboard.type("Nora Hysa")
    click_through(grid, "button[name=save]")
    assert grid.evaluate("document.activeElement.className").endswith("form-errors")

    grid.click(".form-errors a >> nth=0")

    assert grid.evaluate("document.activeElement.name").endswith("received_on")
    assert grid.locator("input[name$=coordinator_name]").first.input_value() == "Nora Hysa"
