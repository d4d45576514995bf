"""Every statement of the task engine; `phrase` of the running database fills the braces."""

from __future__ import annotations

INSERT = """
INSERT INTO core_promise (path, args, kwargs, queue, priority, "unique", attempts, lease, run_at,
    promised_at, state, attempt, worker, error)
VALUES <rows>
ON CONFLICT ("unique") WHERE state IN ('ready', 'leased')
DO UPDATE SET again_at = CASE
    WHEN core_promise.state <> 'leased' THEN NULL
    WHEN core_promise.again_at < excluded.run_at THEN core_promise.again_at
    ELSE excluded.run_at END
RETURNING id{ring}
"""
ROW_NOW = "(%s,%s,%s,%s,%s,%s,%s,%s,{now},{now},'ready',0,'','')"
ROW_LATER = "(%s,%s,%s,%s,%s,%s,%s,%s,%s,{now},'ready',0,'','')"

# Both conditions on `state`: the first is the partial index's own words, without which the index
# is not taken.
CLAIM = """
WITH due AS MATERIALIZED (
    SELECT id FROM core_promise
    WHERE state IN ('ready', 'leased') AND state = 'ready' AND queue = %s AND run_at <= {now}
    ORDER BY priority DESC, run_at, id LIMIT %s {skip_locked}
)
UPDATE core_promise SET state = 'leased', attempt = attempt + 1, again_at = NULL, worker = %s,
    started_at = {now}, lease_until = {lease_end}
FROM due WHERE core_promise.id = due.id
RETURNING core_promise.id, path, args, kwargs, queue, attempt, attempts, lease, priority, run_at
"""

CLAIM_ONE = """
UPDATE core_promise SET state = 'leased', attempt = attempt + 1, again_at = NULL, worker = %s,
    started_at = {now}, lease_until = {lease_end}
WHERE id = %s AND state = 'ready' AND run_at <= {now}
RETURNING id, path, args, kwargs, queue, attempt, attempts, lease
"""

# While a promise is ready, `lease_until` says how long we believe that a broker has it.
MARK_SENT = """
UPDATE core_promise SET lease_until = {later}
WHERE id IN (<ids>) AND state = 'ready' AND run_at <= {now} AND lease_until IS NULL
RETURNING id, queue
"""

MARK_UNSENT = """
UPDATE core_promise SET lease_until = NULL WHERE id IN (<ids>) AND state = 'ready' RETURNING id
"""

MARK_LATE = """
WITH late AS MATERIALIZED (
    SELECT id FROM core_promise
    WHERE state IN ('ready', 'leased') AND state = 'ready' AND queue = %s AND run_at <= {now}
        AND (lease_until IS NULL OR lease_until < {now})
    ORDER BY priority DESC, run_at, id LIMIT %s {skip_locked}
)
UPDATE core_promise SET lease_until = {later} FROM late WHERE core_promise.id = late.id
RETURNING core_promise.id, queue
"""

DUE = """EXISTS (SELECT 1 FROM core_promise
    WHERE state IN ('ready', 'leased') AND state = 'ready' AND queue = %s AND run_at <= {now})"""

LOST = """EXISTS (SELECT 1 FROM core_promise WHERE state IN ('ready', 'leased')
    AND state = 'leased' AND queue = %s AND lease_until < {now})"""

STRUCK = "EXISTS (SELECT 1 FROM core_schedule WHERE next_at <= {now})"

DONE = """
UPDATE core_promise SET state = CASE WHEN again_at IS NOT NULL THEN 'ready' ELSE 'done' END,
    attempt = CASE WHEN again_at IS NOT NULL THEN 0 ELSE attempt END,
    run_at = COALESCE(again_at, run_at), again_at = NULL, finished_at = {now}, lease_until = NULL
WHERE state = 'leased' AND worker = %s AND id IN (<ids>) AND (id, attempt) IN (VALUES <pairs>)
RETURNING id
"""

BACK = """
UPDATE core_promise SET state = 'ready', attempt = attempt - 1, lease_until = NULL
WHERE state = 'leased' AND worker = %s AND id IN (<ids>) AND (id, attempt) IN (VALUES <pairs>)
RETURNING id{ring}
"""

RETRY = """
UPDATE core_promise SET state = 'ready', error = %s, run_at = {later}, lease_until = NULL
WHERE state = 'leased' AND worker = %s AND id = %s AND attempt = %s
RETURNING id
"""

BURY = """
UPDATE core_promise SET state = CASE WHEN again_at IS NOT NULL THEN 'ready' ELSE 'dead' END,
    attempt = CASE WHEN again_at IS NOT NULL THEN 0 ELSE attempt END,
    run_at = COALESCE(again_at, run_at), again_at = NULL, error = %s, finished_at = {now}, lease_until = NULL
WHERE state = 'leased' AND worker = %s AND id = %s AND attempt = %s
RETURNING id
"""

EXTEND = """
UPDATE core_promise SET lease_until = {lease_end}
WHERE id IN (SELECT id FROM core_promise WHERE id IN (<ids>) AND state = 'leased' AND worker = %s
    {skip_locked})
"""

# What dies with its worker for the second time comes back at a moment of its own: one task that
# kills workers must not take with it, again and again, those that were claimed beside it.
_REAP = """
UPDATE core_promise SET state = CASE WHEN attempt >= attempts THEN 'dead' ELSE 'ready' END,
    finished_at = CASE WHEN attempt >= attempts THEN {now} ELSE NULL END,
    run_at = CASE WHEN attempt > 1 THEN {scattered} ELSE run_at END,
    error = 'The worker that ran this was gone before it had finished.', lease_until = NULL
WHERE id IN (SELECT id FROM core_promise WHERE state IN ('ready', 'leased') AND state = 'leased'
    AND queue = %s AND <ended> {skip_locked})
RETURNING id, path, worker, state{ring}
"""
REAP_LATE = _REAP.replace("<ended>", "lease_until < {now}")
REAP_WORKER = _REAP.replace("<ended>", "worker = %s")
