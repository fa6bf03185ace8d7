"""Names of our sheets and columns, Danish and English, once: what report writes, read finds again next year."""

from __future__ import annotations

import json
from enum import Enum

from netcompose.language import Language
from netcompose.plan import Duty, network_name

__all__ = [
    "NO",
    "PAIRS",
    "ROSTER",
    "YES",
    "Column",
    "DutyName",
    "Fact",
    "Heading",
    "Sheet",
    "TemplateSheet",
    "network_name",
    "read_seat",
    "written_seat",
    "yes_no",
]


class _Named(Enum):
    """A thing with an English and a Danish name."""

    def __init__(self, english: str, danish: str) -> None:
        self.english = english
        self.danish = danish

    def title(self, language: Language) -> str:
        """Its name in that language."""
        return self.danish if language is Language.DA else self.english

    @property
    def titles(self) -> tuple[str, str]:
        """All its names."""
        return self.english, self.danish


class Sheet(_Named):
    """The sheets of the output workbook, in their order."""

    NETWORKS = ("Networks", "Netværk")
    ASSIGNMENTS = ("Assignments", "Fordeling")
    LIVE = ("Live check", "Løbende kontrol")  # formulas that follow a hand edit
    HOSTS = ("Hosts", "Værter")
    MENTORS = ("Mentors", "Mentorer")
    CONTACTS = ("Contacts", "Tovholdere")
    DUTIES = ("Duties", "Opgaver")
    MEETINGS = ("Meetings", "Møder")
    THEMES = ("Themes", "Temaer")
    PHASES = ("Phases", "Faser")
    TOPICS = ("Topic bank", "Emnebank")
    CLOSED_DAYS = ("Closed days", "Lukkedage")
    OPEN_QUESTIONS = ("Open questions", "Åbne spørgsmål")
    CHANGES = ("Changes", "Ændringer")
    MAILS = ("Mail texts", "Mailtekster")
    MESSAGES = ("Messages", "Beskeder")
    TRADE_OFF = ("Trade-off", "Afvejning")
    MIX = ("Mix", "Sammensætning")
    CHECKS = ("Checks", "Kontrol")
    FINDINGS = ("Findings", "Bemærkninger")
    ABOUT = ("About", "Om")
    SCENARIOS = ("Scenarios", "Scenarier")  # of what-if, in a workbook of its own
    LISTS = ("Lists", "Lister")  # hidden: what the drop-downs offer


class TemplateSheet(_Named):
    """The sheets of the template."""

    LEADERS = ("Leaders", "Ledere")
    GUIDE = ("Guide", "Vejledning")


class Column(_Named):
    """A person's columns as we write them in Assignments; the names in lower case are the fields of `--column`."""

    ID = ("Id", "Id")
    NAME = ("Name", "Navn")
    NETWORK = ("Network", "Netværk")
    LOCKED = ("Locked", "Låst")
    TITLE = ("Title", "Stilling")
    LEVEL = ("Level", "Niveau")
    DEPARTMENT = ("Department", "Fagområde")
    WORKPLACE = ("Workplace", "Arbejdssted")
    EMAIL = ("E-mail", "E-mail")
    MANAGER = ("Manager", "Nærmeste leder")
    STARTED = ("Leader since", "Leder siden")
    NEW = ("New leader", "Ny leder")
    ACTING = ("Acting", "Konstitueret")
    PARTICIPATES = ("Takes part", "Deltager")
    SIGNED_UP = ("Signed up", "Tilmeldt")
    TOGETHER = ("Together with", "Sammen med")
    APART = ("Apart from", "Ikke sammen med")
    CAN_HOST = ("Can host", "Kan være vært")
    HOSTED = ("Times hosted", "Gange vært")
    CAN_MENTOR = ("Can mentor", "Kan være mentor")
    MAX_MENTEES = ("Max mentees", "Højst mentees")
    COMPETENCES = ("Competences", "Kompetencer")
    WISHES = ("Wishes", "Ønsker")
    UNAVAILABLE = ("Unavailable", "Ikke til stede")
    ROLES = ("Role", "Rolle")

    @property
    def field(self) -> str:
        """The name of the field in `--column field=Header` and of the attribute of `Person`."""
        return self.name.lower()


class Heading(_Named):
    """Column headings of the other sheets."""

    MEETING = ("Meeting", "Møde")
    DATE = ("Date", "Dato")
    HOST = ("Host", "Vært")
    HOST_ID = ("Host id", "Værtens id")
    PLACE = ("Place", "Sted")
    MENTOR = ("Mentor", "Mentor")
    MENTOR_ID = ("Mentor id", "Mentors id")
    NEW_LEADER = ("New leader", "Ny leder")
    NEW_LEADER_ID = ("New leader id", "Ny leders id")
    CONTACT = ("Contact", "Tovholder")
    CONTACT_ID = ("Contact id", "Tovholders id")
    DUTY = ("Duty", "Opgave")
    PERSON = ("Person", "Person")
    PERSON_ID = ("Person id", "Personens id")
    QUESTION = ("Question", "Spørgsmål")
    ASK = ("Whom to ask", "Hvem der skal spørges")
    ANSWER = ("How to answer", "Sådan svarer I")
    MEMBERS = ("Members", "Medlemmer")
    FROM = ("From", "Fra")
    TO = ("To", "Til")
    RULE = ("Rule", "Regel")
    RESULT = ("Result", "Resultat")
    WHAT = ("What", "Hvad")
    WHY = ("Why", "Hvorfor")
    TEXT = ("Text to send", "Tekst til at sende")
    MOVES = ("Moves", "Flytninger")
    PROOF = ("Proof", "Bevis")
    LEFT = ("Left", "Har forladt")
    CAME = ("Came", "Er kommet til")
    HANDED_ON = ("Handed on", "Givet videre")
    VALUE = ("Value", "Værdi")
    CODE = ("Code", "Kode")
    SEVERITY = ("Severity", "Alvor")
    SHEET = ("Sheet", "Ark")
    CELL = ("Cell", "Celle")
    MESSAGE = ("What was found", "Hvad der er fundet")
    REMEDY = ("What to do", "Hvad I kan gøre")
    START = ("From hour", "Fra kl.")
    END = ("To hour", "Til kl.")
    HOSTS_MEETING = ("Hosts meeting", "Vært ved møde")
    NEW_LEADER_AND_MENTOR = ("New leader · mentor", "Ny leder · mentor")
    NEW_LEADER_DEPARTMENT = ("New leader's department", "Ny leders fagområde")
    MENTOR_DEPARTMENT = ("Mentor's department", "Mentors fagområde")
    OWN_REPORTS = ("Members who report to the contact", "Medlemmer med tovholderen som nærmeste leder")
    TOTAL = ("Total", "I alt")
    EXPECTED = ("Expected in each", "Forventet i hvert")
    SHARE = ("Share", "Andel")
    NONE = ("(none)", "(ingen)")
    WEEKDAY = ("Weekday", "Ugedag")
    THEME = ("Theme", "Tema")
    VOTES = ("Votes", "Stemmer")
    TAKEN_UP_BY = ("Taken up by", "Tages op af")
    UNTIL = ("Until", "Til og med")
    PHASE = ("Phase", "Fase")
    WEEKS = ("Weeks", "Uger")
    COLUMN = ("Column", "Kolonne")
    NEEDED = ("Needed", "Udfyldes")
    MEANS = ("What it means", "Hvad den betyder")
    SUBJECT = ("Subject", "Emne")
    RECIPIENTS = ("Send to", "Sendes til")
    NOW = ("Now", "Nu")
    IN_PLAN = ("In the plan", "I planen")
    ALLOWED = ("Allowed", "Tilladt")


class DutyName(_Named):
    """What the sheets call the duties; the names in lower case are those of `Duty`."""

    CONTACT = ("Contact", "Tovholder")
    CHAIR = ("Chair", "Mødeleder")
    FACILITATOR = ("Facilitator", "Facilitator")
    NETWORK_LEADER = ("Network leader", "Netværksleder")
    CO_DRIVER = ("Co-driver", "Co-driver")
    REFERENCE_LEADER = ("Reference leader", "Referenceleder")
    PERSONNEL_MANAGER = ("Personnel manager", "Personaleleder")
    DEPUTY = ("Deputy", "Stedfortræder")
    HOST = ("Host", "Vært")
    MENTOR = ("Mentor", "Mentor")

    @classmethod
    def of(cls, duty: Duty) -> DutyName:
        """The name of a duty."""
        return cls[duty.name]

    @property
    def duty(self) -> Duty:
        """The duty of a name."""
        return Duty[self.name]


class Fact(_Named):
    """What the sheet About tells, row by row; what a later run reads back is found by these names."""

    POLICY = ("Policy", "Politik")
    POLICY_TITLE = ("Policy title", "Politikkens titel")
    POLICY_SOURCE = ("Policy source", "Politikkens kilde")
    INPUT = ("Input file", "Inddatafil")
    DIGEST = ("Input SHA-256", "Inddatafilens SHA-256")
    SEED = ("Seed", "Seed")
    OPTION = ("Option", "Valg")
    VERSION = ("Version", "Version")
    STATUS = ("Status", "Status")
    GOAL = ("Goal", "Mål")
    LANGUAGE = ("Language", "Sprog")
    MET = ("Earlier network (ids)", "Tidligere netværk (id'er)")
    POLICY_TOML = ("Policy (TOML)", "Politik (TOML)")


ROSTER = 2
"""The column (from 0) of the hidden sheet Lists that holds who sat where when the plan was written, a person a row."""


PAIRS = 4
"""The first of five columns (from 0) of the hidden sheet Lists that hold pairs: two ids, two networks, and whether that is wrong."""
_JSON = json.JSONEncoder(ensure_ascii=False)


def written_seat(person: str, name: str, network: str | None) -> str:
    """One row of the roster: an id, a name and a network, in one cell that no reader takes for a table of people."""
    return str(_JSON.encode([person, name, network]))


def read_seat(text: str) -> tuple[str, str, str | None] | None:
    """A row of the roster read again; None when the cell holds something else."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    match found:
        case [str(person), str(name), str() | None as network]:
            return person, name, network
        case _:
            return None


YES = ("Yes", "Ja")
NO = ("No", "Nej")


def yes_no(value: bool, language: Language) -> str:
    """Yes or no, as the sheet writes it."""
    return (YES if value else NO)[1 if language is Language.DA else 0]
