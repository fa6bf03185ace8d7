"""What the JSON documents look like, as a JSON Schema: what `--json` gives validates against it, and a test sees to that.

Each document names its format. Within a version of a format keys may come, so a reader should leave alone what it does not know.
"""

from __future__ import annotations

from typing import Any, Final

from netcompose.findings import Severity
from netcompose.plan import NETWORK_DUTIES, EventKind, Status
from netcompose.policy.settings import Policy
from netcompose.report.decisions import EXPLAIN, WHAT_IF
from netcompose.report.document import CHECK, FINDINGS, INFEASIBLE, PLAN, POLICIES, POLICY_DIFFERENCES

Schema = dict[str, Any]

REPEAT: Final = "netcompose.repeat/1"
TEXT: Final[Schema] = {"type": "string"}
TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
WHOLE: Final[Schema] = {"type": "integer"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
COUNT_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 0}
NUMBER: Final[Schema] = {"type": "number"}
NUMBER_OR_NULL: Final[Schema] = {"type": ["number", "null"]}
YES_NO: Final[Schema] = {"type": "boolean"}
DAY: Final[Schema] = {"type": "string", "format": "date"}
DAY_OR_NULL: Final[Schema] = {"type": ["string", "null"], "format": "date"}
HOUR_OR_NULL: Final[Schema] = {"type": ["string", "null"], "pattern": r"^\d\d:\d\d$"}


def _some(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _thing(said: str, optional: Schema | None = None, **keys: Schema) -> Schema:
    return {
        "type": "object",
        "description": said,
        "required": [name.rstrip("_") for name in keys],
        "properties": {name.rstrip("_"): of for name, of in {**keys, **(optional or {})}.items()},
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _one_of(values: Any) -> Schema:
    return {"enum": [str(value) for value in values]}


def _goal_key(**more: Schema) -> dict[str, Schema]:
    return {"goal": TEXT, "attribute": TEXT_OR_NULL, "rank": COUNT, **more}


def _definitions() -> dict[str, Schema]:
    """The parts that several documents share."""
    return {
        "goal": _thing(
            "What a goal came to. value: what the judges count (for mix: pairs alike who meet); unavoidable: the least in any "
            "composition; bound: proven, no plan has less; excess: value - unavoidable; gap: value - bound.",
            **_goal_key(value=COUNT, unavoidable=COUNT, bound=WHOLE, excess=WHOLE, gap=WHOLE, proven=YES_NO),
        ),
        "finding": _thing(
            "Something noticed in the input; the codes are explained in docs/findings.md.",
            code={"type": "string", "pattern": r"^NC\d{3}$"},
            severity=_one_of(Severity),
            sheet=TEXT_OR_NULL,
            cell=TEXT_OR_NULL,
            value=TEXT_OR_NULL,
            message=TEXT,
            remedy=TEXT,
        ),
        "verdict": _thing(
            "What a judge says of a rule or goal: violations (of a rule), cost (of a goal), and a sentence for each case.",
            rule=TEXT,
            attribute=TEXT_OR_NULL,
            violations=COUNT,
            cost=COUNT,
            summary=TEXT,
            witnesses=_some(TEXT),
        ),
        "meeting": _thing(
            "One meeting of a network; people by id.",
            number={"type": "integer", "minimum": 1},
            date=DAY_OR_NULL,
            start=HOUR_OR_NULL,
            end=HOUR_OR_NULL,
            host=TEXT_OR_NULL,
            facilitator=TEXT_OR_NULL,
            facilitation=TEXT_OR_NULL,
            place=TEXT_OR_NULL,
            themes=_some(TEXT),
        ),
        "network": _thing(
            "One network; its members and the holders of its duties by id.",
            id=TEXT,
            name=TEXT,
            stratum=TEXT_OR_NULL,
            members=_some(TEXT),
            roles=_thing("Who has each duty, null for nobody.", **{str(duty): TEXT_OR_NULL for duty in NETWORK_DUTIES}),
            meetings=_some(_ref("meeting")),
        ),
        "event": _thing(
            "What is in the calendar beside the networks' meetings.",
            kind=_one_of(EventKind),
            title=TEXT,
            first=DAY,
            last=DAY,
            start=HOUR_OR_NULL,
            end=HOUR_OR_NULL,
            hours={"type": "object", "additionalProperties": NUMBER, "description": "Hours that each duty takes."},
        ),
        "move": _thing("Somebody who changes network.", leader=TEXT, from_=TEXT_OR_NULL, to=TEXT_OR_NULL),
        "part": _thing(
            "A rule within a contradiction, and whom it is about.",
            {"contradiction": {"type": "integer", "minimum": 1}},
            rule=TEXT,
            people=_some(TEXT),
            message=TEXT,
        ),
        "way_out": _thing("A change that makes a plan possible.", change=TEXT, effect=TEXT),
        "broken": _thing("A rule that a change would break.", rule=TEXT, violations=COUNT, witnesses=_some(TEXT)),
        "change": _thing(
            "What a move or an exchange would change.",
            allowed=YES_NO,
            moves=_some(_ref("move")),
            broken=_some(_ref("broken")),
            goals=_some(
                _thing("A goal before and after.", **_goal_key(before=COUNT, after=COUNT, change=WHOLE)),
            ),
        ),
        "scenario": _scenario(),
    }


def _scenario() -> Schema:
    """One scenario of what-if: the figures only where there is a plan, conflict and ways out only where it is impossible."""
    figures: Schema = {
        "sizes": _some(COUNT),
        "worst_networks": _some(
            _thing("The network with most pairs alike.", attribute=TEXT_OR_NULL, network=TEXT_OR_NULL, pairs=COUNT)
        ),
        "departments_met": NUMBER,
        "moves": COUNT_OR_NULL,
        "new_leaders_per_network": _some(NUMBER),
        "mentors_to_spare": {"type": ["integer", "null"]},
        "hostings_per_member_and_year": NUMBER_OR_NULL,
        "hours_per_member_and_year": NUMBER_OR_NULL,
        "contacts": COUNT_OR_NULL,
        "networks_per_contact": NUMBER_OR_NULL,
        "conflict": _some(_ref("part")),
        "ways_out": _some(_ref("way_out")),
        "recommended": YES_NO,
        "dominated": YES_NO,
    }
    return _thing(
        "What came of one scenario.",
        figures,
        name=TEXT,
        size=TEXT,
        status=_one_of(("optimal", "feasible", "infeasible", "out_of_time", "present")),
        networks=COUNT_OR_NULL,
        goals=_some(_ref("goal")),
        policy=TEXT,
        options={"type": "object", "additionalProperties": TEXT},
    )


def _documents() -> dict[str, Schema]:
    """Each format's own keys."""
    findings = {"findings": _some(_ref("finding"))}
    rebalanced: Schema = {
        "trade_off": _some(
            _thing("The best mix with so many moves.", moves=COUNT, proven=YES_NO, gap=WHOLE, goals=_some(_ref("goal")))
        ),
        "trade_off_complete": YES_NO,
        "fewest_moves_proven": YES_NO,
        "leavers": _some(TEXT),
        "joiners": _some(TEXT),
        "successors": _some(_thing("Who takes whose seat.", leader=TEXT, predecessor=TEXT, reason=TEXT)),
        "changes": _some(
            _thing(
                "What changes for one person.",
                leader=TEXT,
                from_=TEXT_OR_NULL,
                to=TEXT_OR_NULL,
                what=TEXT,
                why=TEXT_OR_NULL,
                text=TEXT,
            )
        ),
    }
    return {
        PLAN: _thing(
            "A plan, of solve; of rebalance with what has changed.",
            rebalanced,
            status=_one_of(Status),
            policy=TEXT,
            seed=COUNT,
            goals=_some(_ref("goal")),
            fairness=_some(
                _thing(
                    "The network with most pairs alike, and what is proven of it, null where nothing is.",
                    attribute=TEXT_OR_NULL,
                    worst=COUNT,
                    bound=COUNT_OR_NULL,
                    proven=YES_NO,
                    network=TEXT_OR_NULL,
                )
            ),
            networks=_some(_ref("network")),
            mentors=_some(_thing("A mentor.", mentee=TEXT, mentor=TEXT, network=TEXT)),
            events=_some(_ref("event")),
            themes=_some(_thing("A meeting's theme.", network=TEXT, meeting=COUNT, theme=TEXT, votes=COUNT)),
            moves=_some(_ref("move")),
            not_placed=_some(
                _thing(
                    "A leader without a seat; ask: whom to ask about it, by id.",
                    leader=TEXT,
                    reason=TEXT,
                    ask=TEXT_OR_NULL,
                )
            ),
            **findings,
            verdicts=_some(_ref("verdict")),
        ),
        CHECK: _thing(
            "What the judges say of a plan.",
            verdicts=_some(_ref("verdict")),
            **findings,
            goals=_some(_ref("goal")),
            swaps=_some(
                _thing(
                    "An exchange that would gain much.",
                    one=TEXT,
                    other=TEXT,
                    violations=WHOLE,
                    goals=_some(_thing("What a goal gains.", **_goal_key(change=WHOLE))),
                )
            ),
        ),
        INFEASIBLE: _thing(
            "Why there is no plan, and what would make one possible.",
            conflict=_some(_ref("part")),
            ways_out=_some(_ref("way_out")),
            **findings,
        ),
        WHAT_IF: _thing(
            "Scenarios side by side.",
            scenarios=_some(_ref("scenario")),
            base=_or_null(_ref("scenario")),
            recommendation=_some(TEXT),
            **findings,
        ),
        EXPLAIN: {
            "anyOf": [
                _thing(
                    "What every seat would cost one leader.",
                    leader=_thing("Who.", id=TEXT, name=TEXT, network=TEXT_OR_NULL),
                    networks=_some(
                        _thing(
                            "The seat in one network.",
                            network=TEXT,
                            name=TEXT,
                            here=YES_NO,
                            stratum=TEXT_OR_NULL,
                            allowed=YES_NO,
                            forbidden_by=_some(_ref("broken")),
                            move=_or_null(_ref("change")),
                            exchange=_or_null(_ref("change")),
                        )
                    ),
                    **findings,
                ),
                _thing("What one change would cost.", change=_ref("change"), **findings),
            ]
        },
        REPEAT: _thing(
            "Whether the repeat gives the same plan.",
            same=YES_NO,
            differences=_some(_thing("A difference.", people=_some(TEXT), message=TEXT)),
            versions=_some(_thing("A version that has changed.", name=TEXT, then=TEXT, now=TEXT)),
        ),
        FINDINGS: _thing(
            "Why the input was refused, or no plan found in time; suspected: a contradiction that no second search confirmed.",
            {"suspected": _some(_ref("part"))},
            **findings,
        ),
        POLICIES: _thing("Policies in full.", policies=_some(_ref("policy"))),
        POLICY_DIFFERENCES: _thing(
            "The settings in which two policies differ.",
            policies=_some(TEXT),
            settings=_some(_thing("A setting and both its values.", setting=TEXT, values=_some(TEXT_OR_NULL))),
        ),
    }


def document_schema() -> Schema:
    """The schema of all documents: which one it is, its `format` says."""
    documents = _documents()
    for name, document in documents.items():
        for branch in document.get("anyOf", [document]):
            branch["required"].insert(0, "format")
            branch["properties"] = {"format": {"const": name}, **branch["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The JSON documents of netcompose",
        "type": "object",
        "required": ["format"],
        "properties": {"format": {"enum": list(documents)}},
        "allOf": [
            {
                "if": {"properties": {"format": {"const": name}}},
                "then": _ref(name.removeprefix("netcompose.").split("/")[0]),
            }
            for name in documents
        ],
        "$defs": {
            **{name.removeprefix("netcompose.").split("/")[0]: document for name, document in documents.items()},
            **_definitions(),
            "policy": {
                "type": "object",
                "description": "Each setting with its value; see policy.schema.json.",
                "properties": {key: {} for key in sorted(Policy.model_fields)},
            },
        },
    }
