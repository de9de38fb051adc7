"""Uses the generated Python client as an outsider would: answers must parse into its types, and agree."""

import sys

from munica_client import Client
from munica_client.api.api_keys import request_developer_key
from munica_client.api.deadline_tool import count_deadline
from munica_client.api.directory import get_municipality, list_municipalities
from munica_client.api.portal_requests import track_portal_request
from munica_client.models import CountDeadlineUnit, DeveloperKeyIn, TrackIn

client = Client(base_url=sys.argv[1])

page = list_municipalities.sync_detailed(client=client, limit=5)
assert page.status_code == 200, page.status_code
assert page.parsed.items, "the demo has municipalities"

first = page.parsed.items[0]
one = get_municipality.sync(first.slug, client=client)
assert one.name == first.name

missing = get_municipality.sync_detailed("no-existe", client=client)
assert missing.status_code == 404, missing.status_code

term = count_deadline.sync(
    client=client, start="2026-11-20", amount="10", unit=CountDeadlineUnit.BUSINESS_DAYS, ubigeo="200101"
)
assert term.steps, "the count is explained day by day"

# What was refused is named by field, and an unknown code is told from a refused one.
wrong = request_developer_key.sync_detailed(
    client=client, body=DeveloperKeyIn(name="Fictional Press", email="not an address", purpose="A map of all municipalities")
)
assert wrong.status_code == 422, wrong.status_code
assert "email" in {error.field for error in wrong.parsed.errors}, wrong.parsed

unknown = track_portal_request.sync_detailed(
    client=client, body=TrackIn(code="POR-2026-999999", dni="40000000")
)
assert unknown.status_code == 404, unknown.status_code

print(f"Python client: {len(page.parsed.items)} municipalities, the first is {first.name}")
