"""Acts on pages: the list, one act, entering, correcting, confirming, and what an act changes."""

import datetime

import pytest
from django.urls import reverse

from sekretariat.domain.acts.enums import ActType
from sekretariat.domain.acts.models import Act, Amendment, Issuer
from sekretariat.domain.bodies.enums import SeatRole
from sekretariat.domain.bodies.models import LegalBasis
from sekretariat.domain.letters.services import Draft, draft_letter
from sekretariat.ground.actors import system_actor
from sekretariat.ground.words import fold, sort_key
from tests.factories import ActFactory, AmendmentFactory, BodyFactory, IssuerFactory, OfficeFactory, SeatFactory
from tests.web.acts.conftest import faulty_fields
from tests.web.html import faults_of
from tests.web.letters.conftest import row_names, words
from tests.web.queries import queries_of

DAY = datetime.date(2021, 6, 1)

pytestmark = pytest.mark.django_db


def an_act(number: str, year: int = 2018, **values) -> Act:
    given = {"number": number, "year": year, "on": None, "title_sq": f"Për provën {number}"} | values
    return ActFactory(**{"title_en": given["title_sq"]} | given)


def url_of(act: Act, page: str = "detail") -> str:
    return reverse(f"acts:{page}", args=[act.pk])


# The list


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["Për provën 12", "Për provën 3", "Për provën 749"]),
        ({"q": "749/2018"}, ["Për provën 749"]),
        ({"q": "provën 12"}, ["Për provën 12"]),
        ({"type": "order"}, ["Për provën 3"]),
        ({"year": "2018"}, ["Për provën 749"]),
        ({"date": "confirmed"}, ["Për provën 12"]),
        ({"sort": "number"}, ["Për provën 3", "Për provën 12", "Për provën 749"]),
        ({"sort": "-title"}, ["Për provën 749", "Për provën 12", "Për provën 3"]),
        ({"q": "s'ka"}, []),
        ({"year": "s'ka", "type": "s'ka"}, ["Për provën 12", "Për provën 3", "Për provën 749"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed_and_sorted(officer, query, shown):
    an_act("749")
    an_act("12", 2021, on=DAY, is_confirmed=True)
    an_act("3", 2020, type=ActType.ORDER)

    assert row_names(officer.get(reverse("acts:list"), query)) == shown


def test_the_list_is_narrowed_by_issuer_and_says_how_many_dates_are_open(officer):
    mine = an_act("1")
    an_act("2")

    page = officer.get(reverse("acts:list"), {"issuer": mine.issuer_id})

    assert row_names(page) == ["Për provën 1"]
    assert "2 have no confirmed date" in words(officer.get(reverse("acts:list")))


def test_the_list_takes_the_same_queries_for_a_few_acts_and_for_five_thousand(officer):
    def add(count: int) -> None:
        issuer = IssuerFactory()
        first = Act.objects.count()
        Act.objects.bulk_create(
            Act(
                type=ActType.DCM,
                issuer=issuer,
                number=str(number),
                number_key=number,
                year=1991 + number % 30,
                title_sq=f"Për punën {number}",
                sort_key=sort_key(f"Për punën {number}"),
                folded=fold(f"{number}/{1991 + number % 30} Për punën {number}"),
            )
            for number in range(first + 1, first + count + 1)
        )

    urls = ["/acts/", "/acts/?sort=title&page=2", "/acts/?q=punën&year=1999", "/acts/?sort=-number"]
    add(120)
    few = {url: queries_of(officer, url) for url in urls}
    add(4_880)

    assert {url: queries_of(officer, url) for url in urls} == few
    assert max(few.values()) <= 10


def test_whoever_answers_reads_acts_and_is_offered_no_change(coordinator):
    act = an_act("1")

    page = coordinator.get(url_of(act))

    assert page.status_code == 200
    assert url_of(act, "edit") not in words(page)
    assert url_of(act, "confirm") not in words(page)
    assert reverse("acts:new") not in words(coordinator.get(reverse("acts:list")))


# One act


def test_an_act_shows_its_chain_what_stands_on_it_and_the_letters_that_cite_it(officer, office):
    old, act, new = an_act("749"), an_act("422", 2020), an_act("746", 2021)
    AmendmentFactory(act=act, amended=old)
    AmendmentFactory(act=new, amended=act, articles="pika 3")
    body = BodyFactory(name_sq="Grupi i kapitullit 22")
    LegalBasis.objects.create(body=body, act=act)
    SeatFactory(body=body, act=act, role=SeatRole.SECRETARIAT)
    for one, subject in ((office, "Shkresa jonë"), (OfficeFactory(), "Shkresa e tyre")):
        draft = Draft(subject=subject, text="VKM nr. 422/2020")
        draft_letter(office=one, draft=draft, by=system_actor(), on=DAY)

    text = words(officer.get(url_of(act)))

    assert "amends" in text.partition("What it changes")[2].partition("749/2018")[0]
    assert "pika 3" in text.partition("What changes it")[2]
    assert text.count("Grupi i kapitullit 22") == 2
    assert "technical secretariat" in text
    assert "Shkresa jonë" in text
    assert "Shkresa e tyre" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_an_act_do_not_grow_with_its_rows(officer, office, count):
    act = an_act("422")
    for _ in range(count):
        AmendmentFactory(amended=act)
        LegalBasis.objects.create(body=BodyFactory(), act=act)
        SeatFactory(act=act)
        draft_letter(office=office, draft=Draft(subject="VKM nr. 422/2018"), by=system_actor(), on=DAY)

    assert queries_of(officer, url_of(act)) == 14


def test_an_odd_eli_is_flagged_and_a_missing_one_is_made_from_what_is_known(officer):
    odd = an_act("749", on=datetime.date(2018, 12, 19), eli="https://qbz.gov.al/eli/vendim/2018/12/20/749")
    built = an_act("422", 2020, on=datetime.date(2020, 5, 6))
    neither = an_act("746", 2021)

    assert "The date in the ELI is not the date of the act." in words(officer.get(url_of(odd)))
    made = words(officer.get(url_of(built)))
    assert 'href="https://qbz.gov.al/eli/vendim/2020/05/06/422"' in made
    assert "made from its type, date and number" in made
    assert "without the date none can be made" in words(officer.get(url_of(neither)))


def test_a_near_twin_is_pointed_out(officer):
    act = an_act("94", 2019)
    an_act("94", 2019, type=ActType.ORDER, title_sq="Urdhri me këtë numër")

    assert "Urdhri me këtë numër" in words(officer.get(url_of(act)))


def test_an_act_that_is_not_there_is_no_page(officer):
    assert officer.get(reverse("acts:detail", args=[999_999])).status_code == 404


def test_titles_are_shown_as_they_are_written(officer):
    act = an_act("1", title_sq="Për <b>A & B</b> «ë»")

    page = officer.get(url_of(act))

    assert "<b>A" not in words(page)
    assert faults_of(page.content.decode()) == []


# Entering


def entered(officer, query: str = "", **values):
    given = {"type": "dcm", "number": "422", "on": "6.5.2020", "title_sq": "Për përbërjen"} | values
    return officer.post(reverse("acts:new") + query, given)


def test_an_act_is_entered_with_the_usual_issuer_of_its_type(officer):
    issuer = IssuerFactory(name_sq="Këshilli i Ministrave")

    answer = entered(officer)

    act = Act.objects.get()
    assert answer.url == url_of(act)
    assert (str(act), act.on, act.issuer, act.is_confirmed) == (
        "VKM 422/2020",
        datetime.date(2020, 5, 6),
        issuer,
        False,
    )


def test_an_issuer_that_is_new_is_entered_with_the_act(officer):
    entered(officer, type="order", new_issuer="Ministri i Brendshëm")

    assert Act.objects.get().issuer == Issuer.objects.get(name_sq="Ministri i Brendshëm")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "", "year": ""}, "on"),
        ({"year": "2021"}, "year"),
        ({"on": "", "year": "2020", "is_confirmed": "on"}, "on"),
        ({"type": "order"}, "issuer"),
        ({"number": ""}, "number"),
        ({"eli": "qbz 422"}, "eli"),
        ({"on": "dje"}, "on"),
        ({"in_force_from": "2.1.2021", "in_force_to": "1.1.2021"}, None),
    ],
    ids=str,
)
def test_what_does_not_fit_is_told_at_its_field_and_nothing_typed_is_lost(officer, values, field):
    IssuerFactory(name_sq="Këshilli i Ministrave")

    page = entered(officer, **values)

    assert page.status_code == 200
    assert faulty_fields(page) == ([field] if field else [])
    assert "Not saved yet" in words(page)
    assert "Për përbërjen" in words(page)
    assert not Act.objects.exists()
    assert not Issuer.objects.exclude(name_sq="Këshilli i Ministrave").exists()


def test_a_near_twin_asks_whether_it_is_another_act(officer):
    IssuerFactory(name_sq="Këshilli i Ministrave")
    an_act("422", 2020, type=ActType.ORDER)

    asked = entered(officer)
    assert "has the same number and year" in words(asked)
    assert 'name="is_another"' in words(asked)
    assert Act.objects.count() == 1

    assert entered(officer, is_another="on").status_code == 302


def test_an_odd_eli_is_entered_with_a_warning(officer):
    IssuerFactory(name_sq="Këshilli i Ministrave")

    answer = entered(officer, eli="http://qbz.gov.al/eli/vendim/2020/05/07/422")

    assert Act.objects.get().eli == "https://qbz.gov.al/eli/vendim/2020/05/07/422"
    assert "The date in the ELI is not the date of the act." in officer.get(answer.url).content.decode()


def test_the_form_is_filled_in_from_its_address(officer):
    IssuerFactory(name_sq="Këshilli i Ministrave")

    text = words(
        officer.get(reverse("acts:new"), {"type": "dcm", "number": "746", "year": "2021", "title_sq": "Për X"})
    )

    assert 'value="746"' in text
    assert 'value="2021"' in text
    assert "Për X" in text
    assert '<option value="dcm" selected>' in text
    assert "selected>Këshilli i Ministrave" in text


# Correcting and confirming


def correction(act: Act, **values) -> dict:
    fields = ("type", "number", "year", "title_sq", "title_en", "eli", "revision")
    on = {"on": act.on.strftime("%d.%m.%Y")} if act.on else {}
    return {"issuer": act.issuer_id} | {name: getattr(act, name) for name in fields} | on | values


def test_an_act_is_corrected(officer):
    act = an_act("422", 2020)

    answer = officer.post(url_of(act, "edit"), correction(act, number="423", on="6.5.2020"))

    act.refresh_from_db()
    assert (answer.url, act.number, act.on) == (url_of(act), "423", datetime.date(2020, 5, 6))


def test_a_stale_correction_shows_the_others_change_and_keeps_what_was_typed(officer):
    act = an_act("422", 2020)
    mine = correction(act, title_sq="Titulli im")
    officer.post(url_of(act, "edit"), correction(act, title_sq="Titulli i tjetrit"))

    page = officer.post(url_of(act, "edit"), mine)

    assert "Somebody else has changed this meanwhile" in words(page)
    assert "Titulli i tjetrit" in words(page)
    assert "Titulli im" in words(page)
    assert Act.objects.get().title_sq == "Titulli i tjetrit"


def test_a_date_is_confirmed_and_begins_with_the_one_of_the_eli(officer):
    act = an_act("746", 2021, eli="https://qbz.gov.al/eli/vendim/2021/12/29/746")

    assert 'value="29.12.2021"' in words(officer.get(url_of(act, "confirm")))

    answer = officer.post(url_of(act, "confirm"), {"on": "29.12.2021", "eli": act.eli, "revision": act.revision})

    act.refresh_from_db()
    assert (answer.url, act.on, act.is_confirmed) == (url_of(act), datetime.date(2021, 12, 29), True)


def test_a_date_of_another_year_is_not_confirmed(officer):
    act = an_act("746", 2021)

    page = officer.post(url_of(act, "confirm"), {"on": "29.12.2020", "revision": act.revision})

    assert faulty_fields(page) == ["on"]
    assert not Act.objects.get().is_confirmed


def test_two_who_confirm_at_once_are_told_of_each_other(officer):
    act = an_act("746", 2021)
    officer.post(url_of(act, "confirm"), {"on": "29.12.2021", "revision": act.revision})

    page = officer.post(url_of(act, "confirm"), {"on": "15.3.2021", "revision": act.revision})

    assert "Somebody else has changed this meanwhile" in words(page)
    assert Act.objects.get().on == datetime.date(2021, 12, 29)


# What it changes


def test_an_amending_act_lists_what_cites_the_old_one_and_what_to_do(officer, office):
    old, new = an_act("422", 2020), an_act("746", 2021)
    mine, theirs = BodyFactory(name_sq="Grupi ynë"), BodyFactory(name_sq="Grupi i tyre")
    for body, unit in ((mine, office.unit), (theirs, OfficeFactory().unit)):
        SeatFactory(body=body, role=SeatRole.SECRETARIAT, institution=unit)
        LegalBasis.objects.create(body=body, act=old)
    seat = SeatFactory(body=mine, act=old)
    draft = Draft(subject="Për grupin", text="VKM nr. 422/2020")
    letter = draft_letter(office=office, draft=draft, by=system_actor(), on=DAY)

    answer = officer.post(url_of(new, "amend"), {"amended": "VKM 422/2020", "effect": "amends", "articles": "pika 2"})

    assert answer.url == reverse("acts:affected", args=[new.pk, old.pk])
    text = words(officer.get(answer.url))
    assert "VKM 746/2021 amends VKM 422/2020." in text
    assert "2 bodies, 1 seat, 1 letter." in text
    base = reverse("bodies:base", args=[mine.pk])
    assert f'href="{base}?act=VKM' in text
    assert reverse("bodies:base", args=[theirs.pk]) not in text
    assert f'href="{reverse("bodies:end_seat", args=[mine.pk, seat.pk])}?act=VKM' in text
    assert reverse("letters:edit", args=[letter.pk]) in text

    # One comes back to the list from what one does, and sees it done.
    done = officer.post(base, {"act": "VKM 746/2021", "next": answer.url})
    assert done.url == answer.url
    assert "based on the new act too" in words(officer.get(answer.url))


def test_an_amending_act_that_nothing_cites_says_so(officer):
    amendment = AmendmentFactory(act=an_act("746", 2021), amended=an_act("422", 2020))

    page = officer.get(reverse("acts:affected", args=[amendment.act_id, amendment.amended_id]))

    assert "There is nothing more to do." in words(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_what_is_affected_do_not_grow_with_its_rows(officer, office, count):
    amendment = AmendmentFactory(act=an_act("746", 2021), amended=an_act("422", 2020))
    for _ in range(count):
        LegalBasis.objects.create(body=BodyFactory(), act=amendment.amended)
        SeatFactory(act=amendment.amended)
        draft_letter(office=office, draft=Draft(subject="VKM nr. 422/2020"), by=system_actor(), on=DAY)

    assert queries_of(officer, reverse("acts:affected", args=[amendment.act_id, amendment.amended_id])) == 12


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("VKM 999/2020", "is not among the acts"),
        ("94/2019", "Several acts fit"),
        ("", "This field is required"),
    ],
)
def test_a_changed_act_that_is_not_found_is_told(officer, typed, sentence):
    act = an_act("746", 2021)
    an_act("94", 2019)
    an_act("94", 2019, type=ActType.ORDER)

    page = officer.post(url_of(act, "amend"), {"amended": typed, "effect": "amends"})

    assert sentence in words(page)
    assert not Amendment.objects.exists()


def test_one_of_two_acts_with_a_number_is_chosen_by_its_type(officer):
    act, order = an_act("746", 2021), an_act("94", 2019, type=ActType.ORDER)
    an_act("94", 2019)

    officer.post(url_of(act, "amend"), {"amended": "Order 94/2019 — Për provën 94", "effect": "repeals"})

    assert Amendment.objects.get().amended == order


def test_a_circle_is_refused_at_the_field(officer):
    old, new = an_act("422"), an_act("746")
    AmendmentFactory(act=new, amended=old)

    page = officer.post(url_of(old, "amend"), {"amended": "VKM 746/2018", "effect": "amends"})

    assert faulty_fields(page) == ["amended"]


def test_an_amendment_entered_by_mistake_is_taken_back(officer):
    amendment = AmendmentFactory()

    answer = officer.post(reverse("acts:remove_amendment", args=[amendment.act_id, amendment.amended_id]))

    assert answer.url == url_of(amendment.act)
    assert not Amendment.objects.exists()


# Elsewhere


def test_a_letter_links_the_acts_it_cites_and_names_those_that_are_not_entered(officer, office):
    act = an_act("749")
    draft = Draft(subject="Për grupin", text="VKM nr. 749/2018 dhe VKM nr. 422/2020")
    letter = draft_letter(office=office, draft=draft, by=system_actor(), on=DAY)

    text = words(officer.get(reverse("letters:detail", args=[letter.pk])))

    assert f'<a href="{url_of(act)}">VKM 749/2018</a>' in text
    assert 'VKM 422/2020 <small class="note">not entered yet</small>' in text


def test_the_history_of_an_act_is_told_in_sentences(officer):
    act = an_act("746", 2021)
    officer.post(url_of(act, "confirm"), {"on": "29.12.2021", "revision": act.revision})
    an_act("422", 2020)
    officer.post(url_of(act, "amend"), {"amended": "VKM 422/2020", "effect": "amends"})

    text = words(officer.get(reverse("trail:row", kwargs={"type": "act", "key": act.pk})))

    assert "confirmed the date at the source: 29.12.2021." in text
    assert "noted that it changes VKM 422/2020." in text


def test_an_act_is_found_by_the_search_of_the_site(officer):
    IssuerFactory(name_sq="Këshilli i Ministrave")
    entered(officer)

    page = officer.get(reverse("search:find"), {"q": "422/2020"}).content.decode()

    assert f'href="{url_of(Act.objects.get())}"' in page
