"""What each verb takes in a request that is well formed; a name in braces stands for an id."""

LATER = "2126-01-01T00:00:00Z"

TAKES = {
    "accept": {"message": "{second}"},
    "ask_for_help": {"person": "{lea}"},
    "assign": {"to": "{lea}"},
    "attribute": {"person": "{di}"},
    "change": {"field": "subject", "value": "Smoke"},
    "close": {"outcome": "declined"},
    "confirm": {},
    "device": {"add": ["{label}"]},
    "decline": {"person": "{di}"},
    "doubt": {"message": "{second}"},
    "erase": {"reason": "asked for"},
    "follow": {"person": "{di}"},
    "hand_over": {"to": "{lea}", "reason": "I am away"},
    "hold": {"hold_for": "part", "until": LATER, "reason": "Dell"},
    "link": {"other": "{other}", "relation": "blocks"},
    "log_time": {"minutes": 5, "on": "2026-11-25"},
    "merge": {"into": "{other}"},
    "note": {"body": "Looks like the fuser."},
    "redact": {"message": "{first}", "passage": "help"},
    "reopen": {},
    "reply": {"body": "On my way."},
    "resolve": {"resolution": "Put it out", "cause": "hardware"},
    "snooze": {"until": LATER},
    "split": {"messages": ["{second}"], "subject": "Another matter"},
    "start": {},
    "tag": {"add": ["fire", "printer"], "remove": []},
    "take": {},
    "unfollow": {"person": "{di}"},
    "unlink": {"other": "{other}", "relation": "blocks"},
    "unmerge": {},
}


def taken(verb, ids):
    """The body, with ids put in; where `ids` lacks one it is 1, or the label PR-1."""
    return {name: _filled(value, ids) for name, value in TAKES[verb].items()}


def _filled(value, ids):
    if isinstance(value, list):
        return [_filled(item, ids) for item in value]
    if isinstance(value, str) and value.startswith("{"):
        return ids.get(value[1:-1], "PR-1" if value == "{label}" else 1)
    return value
