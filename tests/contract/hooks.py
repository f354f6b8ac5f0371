"""What schemathesis cannot read in the document, and what it cannot check by a status alone."""

import datetime
import itertools
import json
import os
import time

import requests
import schemathesis
from hypothesis import strategies as st

# JSON Schema has no bounds for dates; the descriptions say them.
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)


def instants():
    midnights = st.dates(FIRST, LAST).map(lambda day: datetime.datetime.combine(day, datetime.time()))
    seconds = st.integers(0, 24 * 60 * 60 - 1).map(lambda count: datetime.timedelta(seconds=count))
    return st.builds(lambda day, time: f"{(day + time).isoformat()}Z", midnights, seconds)


schemathesis.openapi.format("date", st.dates(FIRST, LAST).map(lambda day: day.isoformat()))
schemathesis.openapi.format("date-time", instants())
# Texts in quotes, as these headers have them.
schemathesis.openapi.format("entity-tag", st.integers(1, 9).map(lambda version: f'"{version}"'))
schemathesis.openapi.format("sf-string", st.integers(1, 10**12).map(lambda key: f'"{key}"'))


SIGN_IN = json.loads(os.environ.get("OBRADY_SIGN_IN", "null"))
ADDRESSES = itertools.count(1)


def sign_in():
    """A token. Tokens live ten minutes and end with a sign-out, so this is asked for whenever one is refused.

    Whoever guesses passwords is slowed down, and schemathesis does little else there: the role itself asks from
    another address each time, and waits its turn.
    """
    for _ in range(5):
        address = next(ADDRESSES)
        headers = {"X-Forwarded-For": f"198.18.{address // 250}.{address % 250 + 1}"}
        answer = requests.post(SIGN_IN["address"], json=SIGN_IN["credentials"], headers=headers, timeout=30)
        if answer.status_code != 429:
            break
        time.sleep(int(answer.headers["Retry-After"]))
    answer.raise_for_status()
    return answer.json()["access_token"]


if SIGN_IN:

    @schemathesis.auth(refresh_interval=300)
    class Token:
        def get(self, case, context):
            return sign_in()

        def set(self, case, token, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {token}"


@schemathesis.check
def only_cursors_are_refused_with_400(ctx, response, case):
    """The configuration lets lists answer 400 to a request that follows the document, for the sake of the cursor."""
    positive = case.meta is not None and case.meta.generation.mode.is_positive
    if positive and response.status_code == 400:
        code = response.json().get("code")
        assert code == "invalid_cursor", f"a list refuses what its document takes: {code}"
