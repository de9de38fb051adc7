// The public tools: the count of a deadline, the verification of a document, a key for a developer.
import { linkIn, mailTo } from '../fixtures/mails';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('the calculator counts working days and says why each day counts or not', async ({ page }) => {
  await visit(page, '/calculadora-de-plazos');
  await page.getByRole('button', { name: 'Calcular' }).click();
  await expect(page.locator('.has-error').first()).toBeVisible();
  await page.getByLabel('Fecha en que se presentó o se notificó').fill('2026-11-20');
  await page.getByLabel('Plazo', { exact: true }).fill('15');
  await page.getByRole('button', { name: 'Calcular' }).click();
  // The 8th and the 9th of December are national holidays.
  await expect(page.getByRole('heading', { name: 'Vence el martes 15 de diciembre de 2026' })).toBeVisible();
  await expect(page.getByText(/Inmaculada Concepción/)).toBeVisible();
  await expectSound(page, 'deadline');
  await expect(page).toHaveURL(/amount=15/);
});

test('the calculator takes a place by its name, the hour, and what suspends or extends the term', async ({ page }) => {
  await visit(page, '/calculadora-de-plazos');
  await page.getByLabel('Fecha en que se presentó o se notificó').fill('2026-11-23');
  await page.getByLabel('Plazo', { exact: true }).fill('3');
  await page.getByRole('combobox', { name: 'Lugar' }).fill('casti');
  await page.getByRole('option', { name: /Castilla, Piura, Piura/ }).click();
  await page.getByText('Suspensiones y prórrogas').click();
  await page.getByLabel('Suspendido desde el').fill('2026-11-24');
  await page.getByRole('button', { name: 'Calcular' }).click();
  await expect(page.locator('.has-error').first()).toBeVisible();
  await page.getByLabel('Suspendido hasta el').fill('2026-11-25');
  await page.getByLabel(/^Prórroga/).fill('1');
  await page.getByRole('button', { name: 'Calcular' }).click();
  await expect(page.getByRole('heading', { name: 'Vence el martes 1 de diciembre de 2026' })).toBeVisible();
  await expect(page).toHaveURL(/ubigeo=200104/);
  await expectSound(page, 'deadline-more');
  await page.getByLabel('Se cuenta en').selectOption({ label: 'Horas' });
  await page.getByRole('textbox', { name: /^Hora/ }).fill('10:30');
  await page.getByRole('button', { name: 'Calcular' }).click();
  await expect(page).toHaveURL(/time=10%3A30|time=10:30/);
});

test('a document nobody issued is not confirmed, and a code mistyped is told apart', async ({ page }) => {
  await visit(page, '/verificar');
  await page.getByLabel('Código del documento').fill('DOC-2026');
  await page.getByRole('button', { name: 'Verificar' }).click();
  await expect(page.getByText(/El código no es correcto/)).toBeVisible();
  await page.getByLabel('Código del documento').fill('DOC-2026-7K3M-9QXU');
  await page.getByRole('button', { name: 'Verificar' }).click();
  await expect(page).toHaveURL(/\/verificar\/DOC-2026-7K3M-9QXU/);
  await expectSound(page, 'verify-unknown');
});

test('a developer asks for a key by mail and reads with it', async ({ page }, info) => {
  const email = `${info.project.name}@ejemplo.example`;
  await visit(page, '/desarrolladores');
  await page.getByLabel('Correo', { exact: true }).fill(email);
  await page.getByLabel('Persona, proyecto o institución').fill('Ana Torres');
  await page.getByLabel('Para qué usará los datos').fill('Un mapa de portales para la universidad.');
  await page.getByRole('button', { name: /clave/ }).click();
  await visit(page, linkIn(await mailTo(email, /desarrolladores\/confirmar/), /confirmar/));
  await page.getByRole('button', { name: 'Obtener la clave' }).click();
  const key = page.getByText(/mnc_[A-Za-z0-9_]{10,}/).first();
  await expect(key).toBeVisible();
  await expectSound(page, 'developer-key');
  const token = (await key.innerText()).match(/mnc_\w+/)?.[0];
  const answer = await page.request.get('/api/v1/municipalities?limit=1', { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status()).toBe(200);
});
