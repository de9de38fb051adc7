// Every register as the platform declares it: its pages, its records, its files. A new one is looked at without a line here.
import type { APIRequestContext, Page } from '@playwright/test';
import { expectValidHtml } from '../fixtures/html';
import { expectSound } from '../fixtures/sound';
import { sweep } from '../fixtures/sweep';
import { expect, test, visit } from '../fixtures/test';

/** The municipality of the demo that has records of every register. */
const SLUG = 'munipiura';
const FILES = ['csv', 'json', 'ndjson', 'xlsx', 'atom'];

interface Declared {
  id: string;
  title: string;
  columns: { name: string; kind: string; is_searchable: boolean }[];
}

type Recorded = { id: string } & Record<string, unknown>;

async function registers(request: APIRequestContext): Promise<Declared[]> {
  const { items }: { items: Declared[] } = await (await request.get('/api/v1/registers')).json();
  expect(items.length).toBeGreaterThan(0);
  return items;
}

/** One that other tests, which work on the newest, leave alone. */
async function some(request: APIRequestContext, register: Declared): Promise<Recorded> {
  const { items }: { items: Recorded[] } = await (
    await request.get(`/api/v1/m/${SLUG}/registers/${register.id}?limit=10`)
  ).json();
  const record = items.at(-1);
  if (!record) throw new Error(`the demo has no record of ${register.id} in ${SLUG}`);
  return record;
}

/** The pages that a register has wherever it is read. */
function pages(whose: string, register: Declared): string[] {
  return ['', '/graficos', '/cambios'].map((view) => `${whose}/registros/${register.id}${view}`);
}

test('every register has its pages, of one municipality and of all', async ({ page, request }, info) => {
  test.skip(info.project.name !== 'desktop', 'they are made of the same parts: other tests look at these on a narrow screen');
  const paths: string[] = [];
  for (const register of await registers(request)) {
    const { id } = await some(request, register);
    paths.push(...pages('', register), `/registros/${register.id}/mapa`, ...pages(`/m/${SLUG}`, register));
    paths.push(`/m/${SLUG}/registros/${register.id}/${id}`);
    const hasPlaces = register.columns.some((column) => column.kind === 'degrees');
    if (hasPlaces) paths.push(`/m/${SLUG}/registros/${register.id}/mapa`);
  }
  await sweep(paths, async (path) => {
    await visit(page, path);
    await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
    await expectSound(page, `register${path.replace(/[^a-z]+/gi, '-')}`);
    await expectValidHtml(await (await request.get(path)).text(), path);
  });
});

test('every register is searched, cited and taken along', async ({ page, request }, info) => {
  test.skip(info.project.name !== 'phone', 'once is enough');
  test.setTimeout(180_000);
  for (const register of await registers(request)) {
    const record = await some(request, register);
    await test.step(register.id, async () => {
      await search(page, register, record);
      await visit(page, `/m/${SLUG}/registros/${register.id}/${record.id}`);
      await expect(page.getByText('Citar este registro')).toBeVisible();
      for (const file of FILES) {
        const answer = await request.get(`/api/v1/m/${SLUG}/registers/${register.id}.${file}`);
        expect(answer.status(), `${register.id}.${file}`).toBe(200);
      }
    });
  }
});

/** Finds a record by a word of what it says, written without its accents. */
async function search(page: Page, register: Declared, record: Recorded): Promise<void> {
  const texts = register.columns.filter((column) => column.is_searchable).map((column) => record[column.name]);
  const said = texts.find((text): text is string => typeof text === 'string' && /\p{L}{4}/u.test(text)) ?? '';
  const word = /\p{L}{4,}/u.exec(said)?.[0] ?? '';
  expect(word, `a word of ${register.id}`).not.toBe('');
  await visit(page, `/m/${SLUG}/registros/${register.id}`);
  await page.getByLabel('Buscar en el registro').fill(word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(page.locator(`a[href*="${record.id}"]`).first()).toBeVisible();
}
