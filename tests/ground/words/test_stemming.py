import pytest
from hypothesis import given
from hypothesis import strategies as st

from sekretariat.ground.words import fold, stem, stems

# One word a line, in the forms in which texts of the administration have it.
FORMS = """
shkresë shkresa shkresës shkresën shkresat shkresave
përgjigje përgjigja përgjigjja përgjigjes përgjigjen përgjigjet përgjigjeve
detyrë detyra detyrës detyrën detyrat detyrave
afat afati afatit afatin afate afatet afateve
praktikë praktika praktikës praktikën praktikat praktikave
caktim caktimi caktimit caktimin caktime caktimet caktimeve
mbledhje mbledhja mbledhjes mbledhjen mbledhjet mbledhjeve
vendim vendimi vendimit vendimin vendime vendimet vendimeve vendimesh
raport raporti raportit raportin raporte raportet raporteve
raportim raportimi raportimit raportimin raportime raportimet raportimeve
masë masa masës masën masat masave masash
plan plani planit planin plane planet planeve planesh
strategji strategjia strategjisë strategjinë strategjive strategjitë
objektiv objektivi objektivit objektiva objektivat objektivave
tregues treguesi treguesit treguesin treguesve treguesish
qeverisje qeverisja qeverisjes qeverisjen
bashki bashkia bashkisë bashkinë bashkive bashkitë bashkish bashkie
qark qarku qarkut qarkun qarqe qarqet qarqeve
njësi njësia njësisë njësinë njësive njësitë
komunë komuna komunës komunat komunave
ministri ministria ministrisë ministrinë ministrive ministritë
ministër ministri ministrit ministrin ministra ministrat ministrave
drejtori drejtoria drejtorisë drejtoritë drejtorive drejtor drejtorit drejtorët drejtorëve
agjenci agjencia agjencisë agjencinë agjencive agjencitë
institucion institucioni institucionit institucionin institucione institucionet institucioneve
sekretariat sekretariati sekretariatit sekretariate sekretariatet sekretariateve
sekretar sekretari sekretarit sekretarë sekretarët sekretarëve sekretare sekretarja
koordinator koordinatori koordinatorit koordinatorin koordinatorë koordinatorët koordinatorëve koordinatorja
përfaqësues përfaqësuesi përfaqësuesit përfaqësuesve përfaqësuese përfaqësuesja përfaqësueses përfaqësuessh
anëtar anëtari anëtarit anëtarë anëtarët anëtarëve anëtare anëtarja
punonjës punonjësi punonjësit punonjësve punonjëse
titullar titullari titullarit titullarë titullarët titullarëve
komitet komiteti komitetit komitetin komitete komitetet komiteteve
këshill këshilli këshillit këshilla këshillat këshillave
grup grupi grupit grupe grupet grupeve
projekt projekti projektit projekte projektet projekteve
dokument dokumenti dokumentit dokumente dokumentet dokumenteve
ligj ligji ligjit ligjin ligje ligjet ligjeve
urdhër urdhri urdhrit urdhra urdhrat urdhrave
direktivë direktiva direktivës direktivat direktivave
kapitull kapitulli kapitullit kapituj kapitujt kapitujve
regjistër regjistri regjistrit regjistra regjistrat
çështje çështja çështjes çështjen çështjet çështjeve çështjeje
marrëdhënie marrëdhënia marrëdhënies marrëdhëniet marrëdhënieve
buxhet buxheti buxhetit buxhete buxhetet
qytet qyteti qytetit qytetin qytete qytetet qyteteve
kapacitet kapaciteti kapacitetit kapacitete kapacitetet kapaciteteve
paketë paketa paketës paketën paketat paketave
anketë anketa anketës anketat
ankesë ankesa ankesës ankesat ankesave
drejtësi drejtësia drejtësisë drejtësinë
kushtetutë kushtetuta kushtetutës
zyrë zyra zyrës zyrat zyrave
rrugë rruga rrugës rrugët rrugëve
faqe faqja faqes faqen faqet faqeve
treg tregu tregut tregje tregjet tregjeve
turizëm turizmi turizmit
qëndrueshëm qëndrueshme qëndrueshmes
publik publike publikë publikut
fshat fshati fshatit fshatra fshatrat fshatrave
bujk bujku bujkut bujq bujqit bujqve
mik miku mikut miq miqtë miqve
vit viti vitit vite vitet viteve
muaj muaji muajit muajt muajve
ditë dita ditës ditën ditët ditëve
orë ora orës orën orët orëve
ujë uji ujit ujin ujëra ujërat ujërave
ide ideja idesë idenë idetë ideve
grua gruaja gruas gra gratë grave
njeri njeriu njeriut njerëz njerëzit njerëzve
Shkodër Shkodra Shkodrës Shkodrën
Gjirokastër Gjirokastra Gjirokastrës
Dibër Dibra Dibrës
Tiranë Tirana Tiranës Tiranën
Vlorë Vlora Vlorës
Lushnjë Lushnja Lushnjës
Tepelenë Tepelena Tepelenës
Mirditë Mirdita Mirditës
Kamëz Kamza Kamzës
Tropojë Tropoja Tropojës
Durrës Durrësi Durrësit
Kukës Kukësi Kukësit
Berat Berati Beratit
Përmet Përmeti Përmetit
Fier Fieri Fierit
Finiq Finiqi Finiqit
Shqipëri Shqipëria Shqipërisë Shqipërinë
""".strip().splitlines()

# Words that look alike and must stay apart.
APART = [
    ("raport", "raportim"),
    ("sekretar", "sekretariat"),
    ("bashki", "bashkim"),
    ("bashki", "bashkësi"),
    ("bashki", "së bashku"),
    ("bashki", "bashkë"),
    ("qeveri", "qeverisje"),
    ("ligj", "ligjor"),
    ("ligj", "ligë"),
    ("plan", "planifikim"),
    ("vend", "vendim"),
    ("vendor", "vendim"),
    ("zyrë", "zyrtar"),
    ("qytet", "qytetar"),
    ("buxhet", "buxhetor"),
    ("strategji", "strategjik"),
    ("institucion", "institut"),
    ("komunë", "komunikim"),
    ("komitet", "komision"),
    ("tregues", "treg"),
    ("objektiv", "objekt"),
    ("kryetar", "kryesi"),
    ("drejtësi", "drejtë"),
    ("drejtor", "drejtues"),
    ("anketë", "ankesë"),
    ("paketë", "pak"),
    ("Berat", "bërë"),
    ("mundësi", "mund"),
    ("cilësi", "cili"),
    ("fushatë", "fushë"),
    ("gazetë", "gaz"),
    ("krahinë", "krah"),
    ("arritje", "arrë"),
    ("aktivitet", "aktiv"),
    ("kapacitet", "kapak"),
    ("statut", "stat"),
    ("minutë", "minë"),
    ("masë", "mes"),
    ("përfaqësues", "përfaqësim"),
    ("kryeministër", "ministër"),
    ("regjistër", "regjistrim"),
    ("muaj", "mua"),
    ("kapitull", "kapital"),
]


def test_the_list_of_forms_is_long_enough_to_mean_something():
    assert sum(len(line.split()) for line in FORMS) >= 450


@pytest.mark.parametrize("line", FORMS)
def test_the_forms_of_a_word_have_one_stem(line):
    assert len({stem(form) for form in line.split()}) == 1


@pytest.mark.parametrize("line", FORMS)
def test_forms_typed_without_e_and_c_or_in_capitals_have_the_same_stem(line):
    assert {stem(fold(form)) for form in line.split()} == {stem(form.upper()) for form in line.split()}


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one, other):
    assert not set(stems(one)) & set(stems(other))


def test_the_words_of_the_test_list_stay_apart_from_each_other():
    lemmas = [line.split()[0] for line in FORMS if not line.startswith("ministër")]

    assert len({stem(lemma) for lemma in lemmas}) == len(lemmas)


def test_the_minister_and_the_ministry_share_a_stem_since_ministri_is_both():
    assert stem("ministër") == stem("ministria") == stem("ministri") == "ministr"


@pytest.mark.parametrize("word", ["e", "së", "një", "për", "VKM", "OGP", "2470", "sht", "ora", "uji"])
def test_short_words_and_numbers_keep_at_least_three_letters(word):
    assert len(stem(word)) >= min(3, len(word))


def test_a_text_gives_its_stems_in_order():
    text = "Shkresë 2783prot: Për caktimin e koordinatorëve të Bashkisë Shkodër (PV-2018)"

    assert " ".join(stems(text)) == "shkres 2783 prot per caktim e koordinator te bashk shkodr pv 2018"


LETTERS = st.text("abcdeghijklmnoprstuvxyzëç", max_size=14)


@given(LETTERS | st.text())
def test_the_stem_of_a_stem_is_itself(word):
    assert stem(stem(word)) == stem(word)


@given(LETTERS)
def test_a_stem_is_never_shorter_than_three_letters(word):
    assert len(stem(word)) >= min(3, len(word))


@given(st.text())
def test_a_folded_text_has_the_stems_of_the_text(text):
    assert stems(fold(text)) == stems(text)


@given(st.lists(LETTERS))
def test_every_word_of_a_text_gives_one_stem(words):
    assert stems(" ".join(words)) == [stem(word) for word in words if word]
