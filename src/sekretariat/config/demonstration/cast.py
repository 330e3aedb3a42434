"""The people and addressees of the demonstration. The seed names letters, bodies and leads; it names no person and
does not list the addressees: those are marked as examples.
"""

from dataclasses import dataclass

EXAMPLE = "(shembull)"
PASSWORD = "demonstrim-2018"  # noqa: S105  printed for whoever starts the demonstration


@dataclass(frozen=True)
class Example:
    """An invented person, and the place they are invented for."""

    name: str
    email: str
    phone: str = ""

    @property
    def marked(self) -> str:
        return f"{self.name} {EXAMPLE}"


ADMINISTRATOR = Example("Blerim Hoxha", "administrator@dzhm.example")
OFFICER = Example("Ana Prifti", "zyrtar@dzhm.example")
CLERK = Example("Dea Leka", "protokoll@dzhm.example")

# The seed does not name the 17 addressees of letter 2470. These are the ministries of 2018 and bodies of its text.
ADDRESSEES = "MFE MEPJ MD MB MIE MASR MSHMS MBZHR MTM MK MM AKSHI ADISA DAP INSTAT APP AMVV".split()

HEADS = {
    "MD": Example("Teuta Gjoka", "sekretari@drejtesia.example"),
    "MB": Example("Agron Shehu", "sekretari@brendshme.example"),
    "AMVV": Example("Lule Bardhi", "drejtori@amvv.example"),
}


@dataclass(frozen=True)
class Reply:
    """How an institution answered letter 2470: the way, the day, its letter, whom it named."""

    institution: str
    day: str
    letter: str
    coordinator: Example
    deputy: Example | None = None


BY_LINK = [
    Reply(
        "MFE",
        "2018-05-28",
        "9214 prot",
        Example("Mirela Kola", "koordinator@financa.example", "069 20 00 001"),
        Example("Ilir Dervishi", "zevendes@financa.example"),
    ),
    Reply("AKSHI", "2018-05-29", "1877 prot", Example("Sokol Marku", "koordinator@akshi.example")),
]
SIGNED_IN = [
    Reply("MD", "2018-05-25", "3391/1 prot", Example("Arta Duka", "koordinator@drejtesia.example")),
    Reply("MB", "2018-05-30", "4410/1 prot", Example("Genc Basha", "koordinator@brendshme.example")),
]
BY_EMAIL = [
    Reply("INSTAT", "2018-05-24", "612/1 prot", Example("Vjosa Lame", "koordinator@instat.example")),
    Reply("DAP", "2018-05-31", "980/1 prot", Example("Endri Çela", "koordinator@dap.example")),
]
IN_GRID = [
    Reply("MEPJ", "2018-05-29", "7720/1 prot", Example("Ema Rama", "koordinator@mepj.example")),
    Reply("MIE", "2018-05-29", "5102/1 prot", Example("Fatos Gega", "koordinator@mie.example")),
    Reply("MASR", "2018-05-30", "4876/1 prot", Example("Rezarta Toska", "koordinator@masr.example")),
    Reply("MSHMS", "2018-05-30", "2290/1 prot", Example("Kujtim Alla", "koordinator@mshms.example")),
    Reply("MBZHR", "2018-05-30", "4015/1 prot", Example("Drita Noka", "koordinator@mbzhr.example")),
    Reply("MTM", "2018-05-31", "3377/1 prot", Example("Luan Cika", "koordinator@mtm.example")),
    Reply("MK", "2018-05-31", "2581/1 prot", Example("Shpresa Vata", "koordinator@mk.example")),
    Reply("MM", "2018-05-31", "1944/1 prot", Example("Artan Zeka", "koordinator@mm.example")),
]
# ADISA answers after the deadline; APP and AMVV do not answer at all.
LATE = Reply("ADISA", "2018-06-08", "745/1 prot", Example("Nora Hysa", "koordinator@adisa.example"))
