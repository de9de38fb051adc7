// The desk without a network: what is recorded waits on the device, survives a reload without a line, and is there once.
import type { Page, Request } from '@playwright/test';
import { cutOff, enter, openDesk, type Place } from '../fixtures/desk';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

/** Places and people of their own for each width. */
const PLACES: Record<'desktop' | 'phone', Place> = {
  desktop: {
    slug: 'municallao',
    administrator: { name: 'Rosa Pinto Salinas', email: 'rpinto@municallao-puerta.example', dni: '42110011' },
    keeper: { name: 'Iván Loayza Prado', email: 'iloayza@municallao-puerta.example', dni: '42110022' },
    official: { name: 'Rojas Ficticio, Teófilo', document: '40999001' },
  },
  phone: {
    slug: 'munipiura',
    administrator: { name: 'Berta Choque Mamani', email: 'bchoque@munipiura-puerta.example', dni: '42110033' },
    keeper: { name: 'Julio Ticona Vera', email: 'jticona@munipiura-puerta.example', dni: '42110044' },
    official: { name: 'Rojas Ficticio, Teófilo', document: '40999001' },
  },
};

test('what is recorded without a network is there once when there is a line again', async ({ page, context }, info) => {
  test.slow();
  const place = PLACES[info.project.name as keyof typeof PLACES];
  const { slug, keeper } = place;
  await openDesk(page, place);

  await enter(page, '40765001', 'Antes Ficticia, Eva');
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();

  // The line goes down: one comes in, the one who was inside goes out.
  await cutOff(page);
  await enter(page, '40765002', 'Durante Ficticio, Raúl');
  await expect(page.getByText('Sin conexión: 1 por enviar')).toBeVisible();
  await page.getByRole('button', { name: /Marcar salida de Antes/ }).click();
  await expect(page.getByText('Sin conexión: 2 por enviar')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();

  // The device is switched off and on without a line: nothing is lost, and the next one writes his name.
  await page.reload();
  await expect(page.getByText('Sin conexión: 2 por enviar')).toBeVisible();
  await expect(page.getByLabel('Quién anota')).toHaveValue(keeper.name);
  await expectSound(page, 'door-cut-off');
  await page.getByLabel('Quién anota').fill('Hugo Relevo Ficticio');
  await enter(page, '40765003', 'Después Ficticia, Ana');
  await expect(page.getByText('Sin conexión: 3 por enviar')).toBeVisible();

  // The line comes back.
  await context.setOffline(false);
  await expect(page.getByText('Volvió la línea')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('por enviar')).toHaveCount(0, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Ver todas las pantallas' }).click();
  await expect(page.getByRole('heading', { name: '2 personas adentro' })).toBeVisible();

  await visit(page, `/m/${slug}/visitas?q=ficticia`);
  await expect(page.getByText('Antes Ficticia, Eva')).toHaveCount(1);
  await expect(page.getByText('Después Ficticia, Ana')).toHaveCount(1);
});

// A drill: the page that sends what a device kept is killed in the middle of it, again and again. What waits is there once.

/** How often it is killed; `cargo xtask drill queue` asks for more. */
const ROUNDS = Number(process.env.MUNICA_ROUNDS ?? 50);
/** Acts that wait when the line comes back; each death lets two or three of them through. */
const BATCH = 40;
const ENTRIES = /\/api\/v1\/admin\/visits\/entries$/;

/** Beside the place of the first test, after it: a desk full of people would be in its way. */
const CROWDED: Place = {
  slug: PLACES.desktop.slug,
  administrator: { name: 'Nélida Arroyo Sosa', email: 'narroyo@municallao-puerta.example', dni: '42110055' },
  keeper: { name: 'Félix Ramos Ticona', email: 'framos@municallao-puerta.example', dni: '42110066' },
  official: { name: 'Quispe Ficticia, Norma', document: '40999002' },
};

test('a device that dies while it sends loses nothing and sends nothing twice', async ({ page, context }, info) => {
  test.skip(info.project.name !== 'desktop', 'the width changes nothing about it');
  test.setTimeout(60_000 + ROUNDS * 12_000);
  await openDesk(page, CROWDED);

  let [desk, kept, killed] = [page, 0, 0];
  while (killed < ROUNDS) {
    await cutOff(desk);
    for (const until = kept + BATCH; kept < until; kept++) {
      await enter(desk, String(43_000_000 + kept), `Cola Ficticia ${kept}`, 'norma');
      await expect(desk.getByText(`Sin conexión: ${kept + BATCH - until + 1} por enviar`)).toBeVisible();
    }
    let sending = firstSent(desk);
    await context.setOffline(false);
    for (let request = await sending(); request && killed < ROUNDS; request = await sending()) {
      // At the request, at its answer, or somewhere in the next ones.
      if (killed % 3 > 0) await request.response();
      await desk.waitForTimeout((killed * 7) % 23);
      await kill(desk);
      killed++;
      desk = await context.newPage();
      sending = firstSent(desk);
      await visit(desk, '/admin/visitas/puerta');
    }
    await expect.poll(() => leftOn(desk), { timeout: 60_000 }).toBe(0);
  }

  const found: string[] = [];
  let cursor = '';
  do {
    const answer = await desk.request.get(`/api/v1/m/${CROWDED.slug}/registers/visits?q=cola+ficticia&limit=200${cursor}`);
    const list = (await answer.json()) as { items: { visitor_name: string }[]; next_cursor?: string };
    found.push(...list.items.map((item) => item.visitor_name));
    cursor = list.next_cursor ? `&cursor=${encodeURIComponent(list.next_cursor)}` : '';
  } while (cursor);
  const expected = Array.from({ length: kept }, (_, index) => `Cola Ficticia ${index}`);
  expect(found.sort()).toEqual(expected.sort());
});

/** The first act that a page sends from now on; nothing once the device keeps none any more. */
function firstSent(desk: Page): () => Promise<Request | undefined> {
  // A page that is closed sends nothing.
  const first = desk.waitForRequest(ENTRIES, { timeout: 0 }).catch(() => undefined);
  return async () => {
    for (;;) {
      const request = await Promise.race([first, desk.waitForTimeout(500)]);
      if (request) return request;
      if ((await leftOn(desk)) === 0) return undefined;
    }
  };
}

/** How much a device keeps, whatever its page says of it. */
function leftOn(desk: Page): Promise<number> {
  return desk.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open('munica-desk');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const count = open.result.transaction('queue').objectStore('queue').count();
          count.onerror = () => reject(count.error);
          count.onsuccess = () => {
            open.result.close();
            resolve(count.result);
          };
        };
      }),
  );
}

/** Ends a page where it stands, as a device does whose battery is empty. */
async function kill(desk: Page): Promise<void> {
  const devtools = await desk.context().newCDPSession(desk);
  const crash = desk.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crash;
  await desk.close();
}
