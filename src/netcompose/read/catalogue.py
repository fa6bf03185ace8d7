"""Everything the reader may find: a stable code, how much it matters, what is said and how to mend it.

docs/findings.md has a heading for each code, with an example. Templates stand here only; a finding fills in the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netcompose.findings import Severity
from netcompose.language import say

if TYPE_CHECKING:
    from netcompose.language import Sentence

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of finding; message and remedy are templates whose values are still to come."""

    code: str
    severity: Severity
    title: Sentence
    message: Sentence
    remedy: Sentence


FILES_AND_COLUMNS: Final = (
    Entry(
        "NC101",
        ERROR,
        say("File cannot be opened"),
        say("The file {file} cannot be opened: {cause}."),
        say("Check the name and the folder, close the file in Excel, and try again."),
    ),
    Entry(
        "NC102",
        ERROR,
        say("A folder, not a file"),
        say("{file} is a folder, not a file."),
        say("Give the name of the workbook in it."),
    ),
    Entry(
        "NC103",
        ERROR,
        say("Empty file"),
        say("The file {file} is empty."),
        say("Export the org chart again."),
    ),
    Entry(
        "NC104",
        ERROR,
        say("Not a spreadsheet"),
        say("The file {file} is not a spreadsheet: it looks like {kind}."),
        say("Open it in Excel and save it as an Excel workbook (.xlsx)."),
    ),
    Entry(
        "NC105",
        ERROR,
        say("Password or sensitivity label"),
        say("The file {file} is protected by a password or a sensitivity label and cannot be read."),
        say("Open it in Excel, remove the protection (File, Info, Protect Workbook) and save a copy."),
    ),
    Entry(
        "NC106",
        ERROR,
        say("Damaged file"),
        say("The file {file} cannot be read as a spreadsheet: it is damaged or not what its name says."),
        say("Open it in Excel and save it again as an Excel workbook (.xlsx)."),
    ),
    Entry(
        "NC107",
        ERROR,
        say("Too large"),
        say("The file {file} is too large to be an org chart: {what} is {size}, and the limit is {limit}."),
        say("Keep only the sheet with the people, delete empty rows and columns, and save it again."),
    ),
    Entry(
        "NC108",
        ERROR,
        say("Older file format"),
        say("The file {file} is in an older format ({kind}) that needs an extra library."),
        say("Save it as .xlsx, or install the library with: pip install 'netcompose[legacy]'."),
    ),
    Entry(
        "NC109",
        ERROR,
        say("Unknown text encoding"),
        say("The letters of {file} cannot be told: it is neither UTF-8 nor Windows-1252."),
        say("Save it as 'CSV UTF-8' or as an Excel workbook (.xlsx)."),
    ),
    Entry(
        "NC110",
        ERROR,
        say("No table found"),
        say("No table of people was found in {file}: no row looks like column headers with rows below."),
        say('Give the columns headers such as Name and Manager, or name them with --column name="…".'),
    ),
    Entry(
        "NC111",
        ERROR,
        say("No such sheet"),
        say("There is no sheet called '{sheet}'. The file has: {sheets}."),
        say("Choose one of them with --sheet."),
    ),
    Entry(
        "NC112",
        ERROR,
        say("No column with names"),
        say("No column with the people's names was found. The headers are: {headers}."),
        say('Say which it is with --column name="…" (or first_name and last_name).'),
    ),
    Entry(
        "NC113",
        ERROR,
        say("No way to find the managers"),
        say("Nothing in the file tells who a leader's own manager is. The headers are: {headers}."),
        say(
            'Say which column it is with --column manager="…"; or add a column with the manager\'s id, name or e-mail, '
            "or units with their parent units (a sheet, or --units FILE). If nobody need be kept apart: --reporting-line off."
        ),
    ),
    Entry(
        "NC114",
        ERROR,
        say("No such column"),
        say("There is no column called '{header}' for {field}. The headers are: {headers}."),
        say(
            "Correct the header in --column {field}=\"…\" or under [columns] in the policy. The nearest is '{nearest}'."
        ),
    ),
    Entry(
        "NC115",
        ERROR,
        say("No such field"),
        say("'{field}' is not a field that a column can hold."),
        say("The nearest is '{nearest}'. The fields are: {fields}."),
    ),
    Entry(
        "NC116",
        NOTE,
        say("Another sheet could be meant"),
        say("The people were read from the sheet '{sheet}'. The sheet '{other}' also looks like a list of people."),
        say('Choose the other with --sheet "{other}".'),
    ),
    Entry(
        "NC117",
        NOTE,
        say("Another column could be meant"),
        say("The column '{header}' was taken as {field}; '{other}' could also be meant."),
        say('Choose the other with --column {field}="{other}".'),
    ),
    Entry(
        "NC118",
        NOTE,
        say("Header used twice"),
        say("The header '{header}' stands over more than one column; this one is called '{renamed}'."),
        say("Give each column a header of its own."),
    ),
    Entry(
        "NC119",
        NOTE,
        say("Hidden rows were read"),
        say("Hidden rows were read like the others: {rows}."),
        say("If a filter was meant to leave them out, delete them or copy the visible rows to a new sheet."),
    ),
    Entry(
        "NC120",
        NOTE,
        say("Hidden columns were read"),
        say("Hidden columns were read like the others: {columns}."),
        say("Delete them if they are not to be used."),
    ),
    Entry(
        "NC121",
        NOTE,
        say("Cells far away"),
        say("Cells far from the table were not read: {cells}."),
        say("Delete them if they are there by mistake; move them nearer if they matter."),
    ),
    Entry(
        "NC122",
        ERROR,
        say("No table of units"),
        say("No table of units was found in {file}: it needs a column with the unit and one with its parent unit."),
        say("Check that it is the right file for --units, and give the columns headers such as Unit and Parent unit."),
    ),
    Entry(
        "NC123",
        NOTE,
        say("Personal column dropped"),
        say(
            "The column '{header}' holds personal data that the networks do not need. It was dropped and is stored nowhere."
        ),
        say("Leave it out of the export."),
    ),
    Entry(
        "NC124",
        NOTE,
        say("Read as Windows-1252"),
        say("The text file is not UTF-8; its letters were read as Windows-1252, as Excel writes them in Denmark."),
        say("If æ, ø and å look wrong, save the file as 'CSV UTF-8'."),
    ),
    Entry(
        "NC125",
        NOTE,
        say("Employment date is not leader since"),
        say(
            "'{header}' says when somebody was employed, not since when they are a leader. It was kept as a column of its own."
        ),
        say('If it is the date to find new leaders by, say --column started="{header}".'),
    ),
    Entry(
        "NC126",
        NOTE,
        say("Header looks like a known one"),
        say(
            "The header '{header}' was not understood, but is close to '{nearest}' ({field}). The column was kept as it is."
        ),
        say('If it is meant, say --column {field}="{header}".'),
    ),
    Entry(
        "NC127",
        ERROR,
        say("Table without rows"),
        say("The sheet '{sheet}' has headers but no people below them."),
        say("Check that the export is complete, or choose another sheet with --sheet."),
    ),
    Entry(
        "NC128",
        NOTE,
        say("Column of managers that leads nowhere"),
        say(
            "The column '{header}' could name the managers, but its values stand in no column of the list. It was not used."
        ),
        say('If it is meant all the same, say --column {field}="{header}".'),
    ),
    Entry(
        "NC129",
        NOTE,
        say("Second manager"),
        say(
            "The column '{header}' names a second manager. Only the nearest one counts, so the second may end up in the same network."
        ),
        say(
            'Write the second manager under Apart from where it matters; or choose the column with --column manager="{header}".'
        ),
    ),
    Entry(
        "NC131",
        ERROR,
        say("Units, not people"),
        say("The file {file} is a table of units, not a list of people."),
        say("Give the list of people, and this file behind it with --units."),
    ),
    Entry(
        "NC130",
        NOTE,
        say("A list on several sheets"),
        say("The list goes on over {n} sheets with the same headers, and all of them were read: {sheets}."),
        say('To read only one, say --sheet "{sheet}".'),
    ),
    Entry(
        "NC132",
        NOTE,
        say("Departments from the sheets' names"),
        say("There is no column with departments, so the names of the sheets are taken as departments: {sheets}."),
        say("Add a column Department to every sheet, if they are others."),
    ),
)

PEOPLE: Final = (
    Entry(
        "NC201",
        NOTE,
        say("Vacant post"),
        say("This post has nobody in it ('{name}'). It is not a person, but reporting lines run through it."),
        say("Nothing, if the post is vacant. Otherwise write the person's name."),
    ),
    Entry(
        "NC202",
        NOTE,
        say("Row passed over"),
        say("This row repeats the headers or sums up the list; it was passed over."),
        say("Nothing."),
    ),
    Entry(
        "NC203",
        WARNING,
        say("Personal number dropped"),
        say("A personal number stands in the column '{header}'. It was dropped at once and is stored nowhere."),
        say("Delete personal numbers from the file; an employee number identifies a person well enough."),
    ),
    Entry(
        "NC204",
        NOTE,
        say("Ids made from names"),
        say("There is no column with ids, so each person's name is the id."),
        say('Add a column with employee numbers, or say which it is with --column id="…".'),
    ),
    Entry(
        "NC205",
        WARNING,
        say("No id"),
        say("{name} has no id. The name is used instead."),
        say("Write the employee number in this cell."),
    ),
    Entry(
        "NC206",
        WARNING,
        say("Namesakes without ids"),
        say("{n} people are called {name}, and no id tells them apart. This one was given the id '{id}'."),
        say("Add a column with ids, and give reporting lines by id. If it is one person, delete one of the rows."),
    ),
    Entry(
        "NC207",
        WARNING,
        say("One id, two people"),
        say("The id {id} is used for both {first} and {name}. Both were kept; {name} was given the id '{renamed}'."),
        say("Give each person an id of their own. If the two share a post, use their employee numbers as ids."),
    ),
    Entry(
        "NC208",
        NOTE,
        say("Several rows for one person"),
        say("{name} stands on {n} rows, taken as one person: rows {rows}. Row {used} was used: {why}."),
        say("Nothing, if it is one person. Otherwise give them different ids."),
    ),
    Entry(
        "NC209",
        NOTE,
        say("No longer employed"),
        say("{name} has left ({why}) and was left out; reporting lines run through the row."),
        say("Correct the date or the status if {name} is still employed."),
    ),
    Entry(
        "NC210",
        WARNING,
        say("Error in a cell"),
        say("The cell under '{header}' shows the error {value}. It was read as empty."),
        say("Mend the formula, or write the value."),
    ),
    Entry(
        "NC211",
        NOTE,
        say("Web or Markdown signs removed"),
        say("The cell under '{header}' held HTML or Markdown. Read as: {value}."),
        say("Nothing, if the text is right."),
    ),
    Entry(
        "NC212",
        WARNING,
        say("Neither yes nor no"),
        say("'{value}' under '{header}' is neither yes nor no. It was read as empty."),
        say("Write Yes or No (Ja or Nej), or leave the cell empty."),
    ),
    Entry(
        "NC213",
        WARNING,
        say("Somebody who is not in the list"),
        say("'{value}' under '{header}' is nobody in the list of leaders, or several people. It was left out."),
        say("Write the person's id. The nearest name is '{nearest}'."),
    ),
    Entry(
        "NC214",
        NOTE,
        say("Acting by title"),
        say("{name} is taken as acting because of the title '{title}'."),
        say("Add a column Acting (Konstitueret) with Yes or No to decide it yourself."),
    ),
    Entry(
        "NC215",
        WARNING,
        say("Not a number"),
        say("'{value}' under '{header}' is not a whole number from 0 up. It was read as empty."),
        say("Write a whole number, or leave the cell empty."),
    ),
    Entry(
        "NC216",
        NOTE,
        say("End date that cannot be placed"),
        say("{name} has the end date {date}, and the file does not tell whether that is past. {name} was kept."),
        say("Delete the row if {name} has left."),
    ),
    Entry(
        "NC217",
        WARNING,
        say("Several jobs, several managers"),
        say("{name} has several jobs with different managers. {manager} was used; the other is {other}."),
        say("Mark the main job in a column Primary (Primært tilhørsforhold), or delete the other row."),
    ),
    Entry(
        "NC218",
        NOTE,
        say("Whole staff or leaders only"),
        say("The list was read as {what}: {why}. It gives {n} leaders."),
        say("Choose the other with --listed {other}."),
    ),
    Entry(
        "NC219",
        ERROR,
        say("No leaders"),
        say("No leaders were found among the {n} people of the list."),
        say("If everybody in the list is a leader, say --listed leaders; otherwise check the column with managers."),
    ),
    Entry(
        "NC220",
        WARNING,
        say("The same person twice in a plan"),
        say("{name} stands on more than one row of the plan, in: {networks}."),
        say("Keep one row for each person, with the network they are to be in."),
    ),
    Entry(
        "NC221",
        WARNING,
        say("Appointed, but not in the list"),
        say("'{value}' in the sheet '{listing}' is nobody in the plan. The appointment was left out."),
        say("Write the id of somebody in the plan."),
    ),
    Entry(
        "NC223",
        WARNING,
        say("Has left, but still has reports"),
        say(
            "{name} has left ({why}), but {n} people are still said to report there. Their lines were followed further up."
        ),
        say("Correct the date or the status if {name} is still employed; otherwise give the {n} a new manager."),
    ),
    Entry(
        "NC224",
        WARNING,
        say("Row with a single cell"),
        say("This row holds nothing but '{value}', so it was read as a remark or a heading, not as a person."),
        say("Fill in the row's other cells if it is a person."),
    ),
    Entry(
        "NC222",
        WARNING,
        say("Line of a plan that cannot be read"),
        say("The line under '{header}' lacks its network or its number. It was left out."),
        say("Fill in the network and, for a host, the number of the meeting."),
    ),
    Entry(
        "NC229",
        WARNING,
        say("Unknown duty"),
        say("'{value}' is no duty. The line was left out."),
        say("Write the duty as the sheet does elsewhere, such as contact or facilitator."),
    ),
    Entry(
        "NC230",
        NOTE,
        say("Whoever has a network takes part"),
        say(
            "The list tells no levels, so everybody who has a network is taken to take part. It gives {n} participants."
        ),
        say("Add a column Level or a column Takes part, if the policy is to decide it."),
    ),
)

LINES: Final = (
    Entry(
        "NC301",
        WARNING,
        say("Manager not found"),
        say("The manager of {name}, '{value}', is nobody in the list. {name} stands without a superior."),
        say("Write the manager's id as in the list, or add the manager's row. The nearest is '{nearest}'."),
    ),
    Entry(
        "NC302",
        NOTE,
        say("Manager of an employee not found"),
        say("The manager of {name}, who leads nobody, is nobody in the list: '{value}'."),
        say("Nothing, if it is only about somebody who takes no part. Otherwise write the manager's id."),
    ),
    Entry(
        "NC303",
        WARNING,
        say("Own manager"),
        say("{name} is given as their own manager. They were taken as somebody without a superior."),
        say("Write the manager's id, or leave the cell empty for the top leader."),
    ),
    Entry(
        "NC304",
        WARNING,
        say("Reporting lines in a circle"),
        say("Reporting lines run in a circle: {names} (rows {rows}). The line above {name} was cut."),
        say("Correct one of the managers."),
    ),
    Entry(
        "NC305",
        WARNING,
        say("Several people at the top"),
        say("{name} has no superior in the list and is one of {n} at the top."),
        say("Write the manager, unless {name} really has no superior."),
    ),
    Entry(
        "NC306",
        WARNING,
        say("Manager's name fits several people"),
        say("'{value}', the manager of {name}, fits several people: {people}. Nobody was chosen."),
        say("Write the manager's id."),
    ),
    Entry(
        "NC307",
        WARNING,
        say("Two columns name different managers"),
        say("For {name}, '{header}' names {manager}, but '{other}' names {second}. The first was used."),
        say('Correct one of the columns, or choose with --column manager="{other}".'),
    ),
    Entry(
        "NC308",
        ERROR,
        say("Most managers not found"),
        say("Of {n} managers in the column '{header}', {missing} are nobody in the list."),
        say(
            'Check that the column holds the managers and the list holds everybody; choose another with --column manager="…".'
        ),
    ),
    Entry(
        "NC309",
        NOTE,
        say("Manager's name written differently"),
        say("The manager '{value}' was taken as {name}."),
        say("Write the manager's id if it is somebody else."),
    ),
    Entry(
        "NC310",
        WARNING,
        say("Several managers in one cell"),
        say("'{value}' names several managers of {name}; {manager} was used."),
        say("Keep one manager in the cell."),
    ),
    Entry(
        "NC311",
        NOTE,
        say("How the managers were found"),
        say("Managers are found by: {how}."),
        say('Choose another column with --column manager="…".'),
    ),
    Entry(
        "NC312",
        WARNING,
        say("Unknown unit"),
        say("The unit '{value}' of {name} is not in the table of units, or several units there have that name."),
        say("Add the unit to the table, or correct it here."),
    ),
    Entry(
        "NC313",
        NOTE,
        say("Several leaders of one unit"),
        say("The unit '{unit}' has several leaders: {people}. Its members were taken to report to {name}."),
        say("Add a column with the manager for members who report to another."),
    ),
    Entry(
        "NC314",
        WARNING,
        say("Units in a circle"),
        say("Parent units run in a circle at '{unit}'. The line above it was cut."),
        say("Correct its parent unit."),
    ),
    Entry(
        "NC317",
        WARNING,
        say("Parent unit that is not clear"),
        say(
            "The parent of the unit '{unit}' is not clear: rows name several, or '{parent}' is the name of several. '{parent}' was used."
        ),
        say("Give units codes of their own, and name the parent by its code."),
    ),
    Entry(
        "NC318",
        WARNING,
        say("Leader of a unit not found"),
        say(
            "The leader of the unit '{unit}', '{value}', is not one person in the list. Its members were taken to report further up."
        ),
        say("Write the leader's id as in the list of people, or add the leader's row."),
    ),
    Entry(
        "NC319",
        WARNING,
        say("No reporting lines"),
        say("Nothing in the file tells who a leader's own manager is, so nobody is kept apart from their manager."),
        say(
            'Say which column it is with --column manager="…", or add one with the manager\'s id, name or e-mail. '
            "The headers are: {headers}."
        ),
    ),
    Entry(
        "NC315",
        NOTE,
        say("Lines followed through"),
        say("{n} reporting lines were followed through vacant posts, former employees or people who are no leaders."),
        say("Nothing."),
    ),
    Entry(
        "NC316",
        NOTE,
        say("Manager's name fits several people; one was chosen"),
        say("'{value}', the manager of {name}, fits several people: {people}. {manager} was chosen, because {why}."),
        say("Write the manager's id if it is another."),
    ),
)

LEVELS_PLACES_DATES: Final = (
    Entry(
        "NC401",
        NOTE,
        say("Levels derived"),
        say("There is no column with levels. They were derived from the reporting lines: {levels}."),
        say('Add a column Level (Niveau), or say which it is with --column level="…".'),
    ),
    Entry(
        "NC402",
        WARNING,
        say("Unknown level"),
        say("The level '{value}' is not known. It was taken as {level}, from the reporting lines."),
        say('Say what it means under [levels] in the policy, e.g. chief = ["{value}"].'),
    ),
    Entry(
        "NC403",
        WARNING,
        say("No level"),
        say("{name} has no level. It was derived from the reporting lines: {level}."),
        say("Write the level in this cell."),
    ),
    Entry(
        "NC404",
        NOTE,
        say("Levels on a scale"),
        say(
            "The levels of '{header}' are a scale. Each leader's level was taken from the reporting lines; mostly {scale}."
        ),
        say('Say it yourself under [levels] in the policy, e.g. chief = ["2"].'),
    ),
    Entry(
        "NC411",
        NOTE,
        say("Where the departments come from"),
        say("Departments are taken from {source}. It gives {n} departments."),
        say('Choose a column with --column department="…", or another depth with --department-depth {depth}.'),
    ),
    Entry(
        "NC412",
        WARNING,
        say("Departments too fine"),
        say("'{header}' gives {n} departments for {people} people, so nearly everybody has one of their own."),
        say('Choose another column with --column department="…", or a depth with --department-depth 1.'),
    ),
    Entry(
        "NC413",
        WARNING,
        say("Several departments in one cell"),
        say("'{value}' names several departments of {name}. '{department}' was used."),
        say("Keep one department in the cell."),
    ),
    Entry(
        "NC414",
        NOTE,
        say("Two spellings of one department"),
        say("The department '{value}' was read as '{department}', from which only case, spaces or signs differ."),
        say("Write it the same way everywhere."),
    ),
    Entry(
        "NC415",
        WARNING,
        say("Departments that look alike"),
        say("The departments '{value}' and '{other}' look alike. They were kept as two."),
        say("Write them the same way if they are one."),
    ),
    Entry(
        "NC416",
        WARNING,
        say("No department"),
        say("{name} has no department."),
        say("Write it in this cell."),
    ),
    Entry(
        "NC417",
        WARNING,
        say("Depth beyond the tree"),
        say("The department depth {depth} is below the deepest unit. The deepest there is was used."),
        say("Choose a smaller --department-depth."),
    ),
    Entry(
        "NC421",
        WARNING,
        say("Not a date"),
        say("'{value}' under '{header}' is not a date that exists. It was read as empty."),
        say("Write it like 31-12-2026."),
    ),
    Entry(
        "NC422",
        WARNING,
        say("Date in the future"),
        say("'{value}' under '{header}' lies in the future."),
        say("Check the date."),
    ),
    Entry(
        "NC431",
        WARNING,
        say("No days"),
        say("'{value}' under '{header}' does not say which days {name} is away. It was left out."),
        say("Write it like 12-10-2026, 12-10-2026 – 16-10-2026, uge 42 or mandag; several with a comma between."),
    ),
    Entry(
        "NC432",
        WARNING,
        say("No closed day"),
        say("'{value}' in the sheet {listing} is no day, stretch of days or week. It was left out."),
        say("Write it like 12-10-2026, 12-10-2026 – 16-10-2026 or uge 42."),
    ),
    Entry(
        "NC433",
        NOTE,
        say("Closed days read"),
        say("Closed days were read from the sheet {listing}: {n} entries."),
        say("Nothing to do. Delete the sheet if no days are closed."),
    ),
    Entry(
        "NC434",
        NOTE,
        say("Themes read"),
        say("Themes were read from the sheet {listing}: {n} entries."),
        say("Nothing to do."),
    ),
    Entry(
        "NC435",
        WARNING,
        say("Wish of somebody unknown"),
        say("'{value}' in the sheet {listing} is nobody in the list of leaders. Their wishes were not counted."),
        say("Write the id, the name or the e-mail as it stands in the list."),
    ),
    Entry(
        "NC436",
        WARNING,
        say("Meeting without a date"),
        say("Row {row} of the sheet {listing} has no date and hours that can be read. The meeting has no date now."),
        say("Write the date like 12-10-2026 and the hours like 09:00."),
    ),
)

CATALOGUE: Final[dict[str, Entry]] = {
    entry.code: entry for entry in (*FILES_AND_COLUMNS, *PEOPLE, *LINES, *LEVELS_PLACES_DATES)
}
