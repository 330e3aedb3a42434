import pytest

from sekretariat.ground.words import oblique

NAMES = {
    "Komiteti i Menaxhimit të Financave Publike": "Komitetit të Menaxhimit të Financave Publike",
    "Komiteti Ndërinstitucional për Strategjinë Antikorrupsion": (
        "Komitetit Ndërinstitucional për Strategjinë Antikorrupsion"
    ),
    "Grupi Tematik i Politikbërjes": "Grupit Tematik të Politikbërjes",
    "Grupi Tematik E-Gov dhe Shërbimi Publik": "Grupit Tematik E-Gov dhe Shërbimi Publik",
    "GT i Antikorrupsionit": "GT të Antikorrupsionit",
    "GMIP Mirëqeverisja": "GMIP Mirëqeverisja",
    "Këshilli Konsultativ i Qeverisjes Qendrore me Vetëqeverisjen e Vendit": (
        "Këshillit Konsultativ të Qeverisjes Qendrore me Vetëqeverisjen e Vendit"
    ),
    "Agjencia Kombëtare e Shoqërisë së Informacionit": "Agjencisë Kombëtare të Shoqërisë së Informacionit",
    "Drejtoria e Përgjithshme e Policisë së Shtetit": "Drejtorisë së Përgjithshme të Policisë së Shtetit",
    "Qendra e Botimeve Zyrtare": "Qendrës së Botimeve Zyrtare",
    "Mbledhja e Kryetarëve": "Mbledhjes së Kryetarëve",
    "Rrjeti i koordinatorëve kombëtarë për OGP": "Rrjetit të koordinatorëve kombëtarë për OGP",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_head_and_what_joins_to_it_are_declined(name):
    assert oblique(name) == NAMES[name]


@pytest.mark.parametrize("name", ["", "Partnerë për Zhvillim", "grupi i punës", "Ad hoc", "  ", "OGP"])
def test_what_is_not_known_stays_as_it_is(name):
    assert oblique(name) == name
