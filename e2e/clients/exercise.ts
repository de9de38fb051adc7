// Uses the generated TypeScript client as an outsider would: the types must fit the answers, and the answers each other.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { paths } from './generated/schema';

const client = createClient<paths>({ baseUrl: process.argv[2] });

const list = await client.GET('/api/v1/municipalities', { params: { query: { limit: 5 } } });
assert.equal(list.response.status, 200);
assert.ok(list.data && list.data.items.length > 0, 'the demo has municipalities');

const first = list.data.items[0]!;
const one = await client.GET('/api/v1/municipalities/{slug}', { params: { path: { slug: first.slug } } });
assert.equal(one.data?.name, first.name);

const missing = await client.GET('/api/v1/municipalities/{slug}', { params: { path: { slug: 'no-existe' } } });
assert.equal(missing.response.status, 404);
assert.equal(missing.error?.status, 404);

const term = await client.GET('/api/v1/tools/deadline', {
  params: { query: { start: '2026-11-20', amount: '10', unit: 'business_days', ubigeo: '200101' } },
});
assert.ok(term.data && term.data.steps.length > 0, 'the count is explained day by day');

// What was refused is named by field, and an unknown code is told from a refused one.
const wrong = await client.POST('/api/v1/developers/keys', {
  body: { name: 'Fictional Press', email: 'not an address', purpose: 'A map of all municipalities' },
});
assert.equal(wrong.response.status, 422);
assert.ok(wrong.error?.errors?.some((error) => error.field === 'email'), 'the field is named');

const unknown = await client.POST('/api/v1/portal-requests/track', {
  body: { code: 'POR-2026-999999', dni: '40000000' },
});
assert.equal(unknown.response.status, 404);

console.log(`TypeScript client: ${list.data.items.length} municipalities, the first is ${first.name}`);
