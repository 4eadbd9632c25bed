"""JSON lines of FollowTheMoney → what its own library finds wrong with them; run where that is installed."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path


def main(path: Path) -> int:
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    found: Counter[str] = Counter()
    wrong: list[str] = []
    ids: set[str] = set()
    links: set[tuple[str, str, str]] = set()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        given = json.loads(line)
        entity = EntityProxy.from_dict(given, cleaned=False)
        entity.schema.validate(given)
        kept = {name: entity.get(name) for name in given["properties"]}
        for name, values in given["properties"].items():
            if sorted(values) != sorted(kept[name]):
                wrong.append(f"{number}: {given['schema']}.{name} {values} is read as {kept[name]}")
            if entity.schema.get(name).type.name == "entity":
                links |= {(given["schema"], name, value) for value in values}
        if EntityProxy.from_dict(entity.to_dict()) != entity or given["id"] in ids:
            wrong.append(f"{number}: {given['id']} does not come back, or comes twice")
        ids.add(given["id"])
        found[entity.schema.name] += 1
    wrong += [
        f"{schema}.{name} leads to nothing: {value}" for schema, name, value in links if value not in ids
    ]
    print(
        json.dumps(
            {
                "entities": dict(found),
                "wrong": wrong,
                "version": model.generated if hasattr(model, "generated") else None,
            }
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
