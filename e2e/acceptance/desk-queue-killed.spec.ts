// A drill: the page that sends what a device kept is killed in the middle of it, again and again. What waits is there once.
import type { Page, Request } from '@playwright/test';
import { enter, openDesk, type Place } from '../fixtures/desk';
import { expect, test, visit } from '../fixtures/test';

/** How often it is killed; `cargo xtask drill queue` asks for more. */
const ROUNDS = Number(process.env.MUNICA_ROUNDS ?? 50);
/** Acts that wait when the line comes back; each death lets two or three of them through. */
const BATCH = 40;
const ENTRIES = /\/api\/v1\/admin\/visits\/entries$/;

/** Of a page that has nothing to send, it is told after this time. */
const PATIENCE_MS = 5_000;

const PLACE: Place = {
  slug: 'municatacaos',
  administrator: { name: 'Nélida Arroyo Sosa', email: 'narroyo@municatacaos-puerta.example', dni: '42110055' },
  keeper: { name: 'Félix Ramos Ticona', email: 'framos@municatacaos-puerta.example', dni: '42110066' },
};

test('a device that dies while it sends loses nothing and sends nothing twice', async ({ page, context }, info) => {
  test.skip(info.project.name !== 'desktop', 'the width changes nothing about it');
  test.setTimeout(60_000 + ROUNDS * 12_000);
  await openDesk(page, PLACE);

  let [desk, kept, killed] = [page, 0, 0];
  while (killed < ROUNDS) {
    await context.setOffline(true);
    await expect(desk.getByText('Sin conexión').first()).toBeVisible();
    for (const until = kept + BATCH; kept < until; kept++) {
      await enter(desk, String(43_000_000 + kept), `Cola Ficticia ${kept}`);
      await expect(desk.getByText(`Sin conexión: ${kept + BATCH - until + 1} por enviar`)).toBeVisible();
    }
    let sending = firstSent(desk);
    await context.setOffline(false);
    for (let request = await sending; request && killed < ROUNDS; request = await sending) {
      // At the request, at its answer, or somewhere in the next ones.
      if (killed % 3 > 0) await request.response();
      await desk.waitForTimeout((killed * 7) % 23);
      await kill(desk);
      killed++;
      desk = await context.newPage();
      sending = firstSent(desk);
      await visit(desk, '/admin/visitas/puerta');
    }
    await expect(desk.getByText('por enviar')).toHaveCount(0, { timeout: 60_000 });
  }

  const found: string[] = [];
  let cursor = '';
  do {
    const answer = await desk.request.get(`/api/v1/m/${PLACE.slug}/registers/visits?q=cola+ficticia&limit=200${cursor}`);
    const list = (await answer.json()) as { items: { visitor: string }[]; next_cursor?: string };
    found.push(...list.items.map((item) => item.visitor));
    cursor = list.next_cursor ? `&cursor=${encodeURIComponent(list.next_cursor)}` : '';
  } while (cursor);
  const expected = Array.from({ length: kept }, (_, index) => `Cola Ficticia ${index}`);
  expect(found.sort()).toEqual(expected.sort());
});

/** The first act that a page sends, or nothing. */
function firstSent(desk: Page): Promise<Request | undefined> {
  return desk.waitForRequest(ENTRIES, { timeout: PATIENCE_MS }).catch(() => undefined);
}

/** Ends a page where it stands, as a device does whose battery is empty. */
async function kill(desk: Page): Promise<void> {
  const devtools = await desk.context().newCDPSession(desk);
  const crash = desk.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crash;
  await desk.close();
}
