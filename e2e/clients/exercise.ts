// Reads the directory with the generated TypeScript client: the types must fit the answers, and the answers each other.
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

console.log(`TypeScript client: ${list.data.items.length} municipalities, the first is ${first.name}`);
