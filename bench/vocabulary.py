"""Words from which the generator makes titles and texts of measures that read like those of a plan."""

import random

BEGINNINGS = (
    ("Ngritja", "Setting up"), ("Hartimi", "Drafting"), ("Miratimi", "Adoption"), ("Përmirësimi", "Improvement"),
    ("Zgjerimi", "Extension"), ("Rishikimi", "Review"), ("Botimi", "Publication"), ("Digjitalizimi", "Digitalisation"),
    ("Monitorimi", "Monitoring"), ("Trajnimi për përdorimin", "Training in the use"), ("Forcimi", "Strengthening"),
    ("Harmonizimi", "Alignment"), ("Krijimi", "Creation"), ("Zbatimi", "Implementation"), ("Vlerësimi", "Assessment"),
    ("Konsultimi", "Consultation"),
)  # fmt: skip
THINGS = (
    ("i portalit të të dhënave të hapura", "of the open data portal"),
    ("i regjistrit elektronik të njoftimeve", "of the electronic register of notices"),
    ("i procedurës së ankimit", "of the appeal procedure"),
    ("i programit të transparencës", "of the transparency programme"),
    ("i shërbimeve në dritaren e vetme", "of one-stop-shop services"),
    ("i strategjisë së decentralizimit", "of the decentralisation strategy"),
    ("i planit të integritetit", "of the integrity plan"),
    ("i kornizës ligjore për konsultimin publik", "of the legal frame for public consultation"),
    ("i sistemit të prokurimit elektronik", "of the electronic procurement system"),
    ("i buxhetimit me pjesëmarrje", "of participatory budgeting"),
    ("i raportit të pasurive", "of the report of assets"),
    ("i matricës së treguesve", "of the matrix of indicators"),
    ("i rrjetit të koordinatorëve", "of the network of coordinators"),
    ("i kartës së qytetarit", "of the citizen's charter"),
    ("i inspektimeve të bazuara në risk", "of risk-based inspections"),
    ("i statistikave gjyqësore", "of court statistics"),
)
PLACES = (
    ("në njësitë e qeverisjes vendore", "in local government units"), ("në arsimin parauniversitar", "in schools"),
    ("në shëndetësinë parësore", "in primary health care"), ("në administratën tatimore", "in the tax administration"),
    ("në doganat e vendit", "in customs"), ("në policinë e shtetit", "in the state police"),
    ("në mbrojtjen e mjedisit", "in environmental protection"), ("në menaxhimin e ujërave", "in water management"),
    ("në turizmin bregdetar", "in coastal tourism"), ("në bujqësi dhe zhvillim rural", "in agriculture"),
    ("në transportin publik", "in public transport"), ("në energjinë e rinovueshme", "in renewable energy"),
    ("në pronësinë e tokës", "in land ownership"), ("në drejtësinë për të mitur", "in juvenile justice"),
    ("në tregun e punës", "in the labour market"), ("në mbrojtjen sociale", "in social protection"),
    ("në trashëgiminë kulturore", "in cultural heritage"), ("në financat publike", "in public finance"),
    ("në shërbimin civil", "in the civil service"), ("në mbrojtjen e konsumatorit", "in consumer protection"),
)  # fmt: skip
SENTENCES = (
    "Institucionet drejtuese bashkërendojnë hartimin me njësitë e tyre dhe me përfaqësuesit e shoqërisë civile.",
    "Të dhënat mblidhen çdo tremujor, përpunohen sipas metodologjisë së miratuar dhe botohen në formate të hapura.",
    "Zbatimi fillon me një fazë pilot në tri bashki, vijon me vlerësimin e saj dhe me shtrirjen në të gjithë vendin.",
    "Stafi përgjegjës trajnohet për procedurat e reja, ndërsa manuali i përdorimit përditësohet çdo vit.",
    "Grupi i punës shqyrton përputhshmërinë me acquis dhe propozon ndryshimet e nevojshme ligjore e nënligjore.",
    "Kostoja mbulohet nga buxheti i shtetit dhe nga partnerët e zhvillimit, sipas marrëveshjeve në fuqi.",
    "Treguesit e rezultatit maten nga burime administrative dhe verifikohen nga njësia e auditimit të brendshëm.",
    "Publiku njoftohet në faqen zyrtare, ndërsa ankesat shqyrtohen brenda afatit dhjetëditor të parashikuar me ligj.",
)


def title(chance: random.Random) -> tuple[str, str]:
    """In Albanian and in English."""
    parts = [chance.choice(words) for words in (BEGINNINGS, THINGS, PLACES)]
    return " ".join(part[0] for part in parts), " ".join(part[1] for part in parts)


def text(chance: random.Random, sentences: int) -> str:
    return " ".join(chance.sample(SENTENCES, sentences))
