// The desk without a network: what is recorded waits on the device, survives a reload without a line, and is there once.
import { enter, openDesk } from '../fixtures/desk';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

/** Places and people of their own for each width. */
const PLACES = {
  desktop: {
    slug: 'municallao',
    administrator: { name: 'Rosa Pinto Salinas', email: 'rpinto@municallao-puerta.example', dni: '42110011' },
    keeper: { name: 'Iván Loayza Prado', email: 'iloayza@municallao-puerta.example', dni: '42110022' },
  },
  phone: {
    slug: 'munipiura',
    administrator: { name: 'Berta Choque Mamani', email: 'bchoque@munipiura-puerta.example', dni: '42110033' },
    keeper: { name: 'Julio Ticona Vera', email: 'jticona@munipiura-puerta.example', dni: '42110044' },
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
  await context.setOffline(true);
  await expect(page.getByText('Sin conexión').first()).toBeVisible();
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
