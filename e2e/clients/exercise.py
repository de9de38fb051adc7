"""Reads the directory with the generated Python client: answers must parse into its types, and agree."""

import sys

from munica_client import Client
from munica_client.api.directory import get_municipality, list_municipalities

client = Client(base_url=sys.argv[1])

page = list_municipalities.sync_detailed(client=client, limit=5)
assert page.status_code == 200, page.status_code
assert page.parsed.items, "the demo has municipalities"

first = page.parsed.items[0]
one = get_municipality.sync(first.slug, client=client)
assert one.name == first.name

missing = get_municipality.sync_detailed("no-existe", client=client)
assert missing.status_code == 404, missing.status_code

print(f"Python client: {len(page.parsed.items)} municipalities, the first is {first.name}")
