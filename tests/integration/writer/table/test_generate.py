from __future__ import annotations

import json
import pathlib
import time

from tests.integration.writer.table.outcome import outcome_of
from tests.integration.writer.table.rows import changes, writer_of
from tests.integration.writer.table.standing import make_two


def test_generate(scene, database):
    engine = writer_of(database.url)
    two = make_two(scene, engine)
    for name, watcher in two.watchers().items():
        watcher()
    assert not two.alarms()
    from tests.integration.writer.table.rows import write_all

    write_all(engine, two.now)
    t = time.time()
    found = {}
    for change in changes(two.now, two.before, two.owned):
        assert change.name not in found, change.name
        found[change.name] = outcome_of(two, change)
    print("ran", len(found), time.time() - t)
    pathlib.Path(f"/tmp/table-{engine.dialect.name}.json").write_text(json.dumps(found, indent=1))
    engine.dispose()
