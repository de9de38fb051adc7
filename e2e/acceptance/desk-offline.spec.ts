// The desk without a network: what is recorded waits on the device, survives a reload without a line, and is there once.
import { newAdministrator, newHolder } from '../fixtures/municipalities';
import { signIn } from '../fixtures/people';
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
  const { slug, administrator, keeper } = PLACES[info.project.name as keyof typeof PLACES];
  await newAdministrator(slug, administrator);
  await newHolder(administrator, 'visits_admin', keeper);
  await signIn(page, keeper);

  await visit(page, '/admin/visitas/funcionarios/nuevo');
  await page.getByLabel('Apellidos y nombres').fill('Rojas Ficticio, Teófilo');
  await page.getByLabel('Número de documento').fill('40999001');
  await page.getByLabel('Cargo', { exact: true }).fill('Gerente de Infraestructura');
  await page.getByLabel('Oficina', { exact: true }).fill('Gerencia de Infraestructura');
  await page.getByLabel('Resolución que lo designa').fill('Resolución de Alcaldía N.° 45-2026');
  await page.getByLabel('Primer día en el cargo').fill('2026-01-05');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('link', { name: 'Rojas Ficticio, Teófilo' })).toBeVisible();

  await visit(page, '/admin/visitas/puerta');
  await page.getByText('Trabajar sin conexión').click();
  await page.getByLabel('Nombre de este equipo').fill('Tableta de la puerta 1');
  await page.getByLabel('Anotar también sin conexión en este equipo').check();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  const enter = async (document: string, name: string) => {
    await page.getByLabel('Número de documento').first().fill(document);
    await page.getByLabel('Apellidos y nombres').first().fill(name);
    const official = page.getByRole('combobox', { name: 'Funcionario visitado' });
    await official.fill('infraestructura');
    await official.press('ArrowDown');
    await official.press('Enter');
    await page.getByLabel('Motivo', { exact: true }).selectOption('work_meeting');
    await page.getByRole('button', { name: 'Anotar ingreso' }).click();
  };
  await enter('40765001', 'Antes Ficticia, Eva');
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();

  // The line goes down: one comes in, the one who was inside goes out.
  await context.setOffline(true);
  await expect(page.getByText('Sin conexión').first()).toBeVisible();
  await enter('40765002', 'Durante Ficticio, Raúl');
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
  await enter('40765003', 'Después Ficticia, Ana');
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
