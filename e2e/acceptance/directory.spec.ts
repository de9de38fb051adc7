// A neighbour looks for a municipality: by name, by department, on the map, as a table of numbers, in other languages.
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('the search of the home page leads to the portal of a municipality', async ({ page }) => {
  await visit(page, '/');
  await page.getByLabel('Municipalidad, distrito o provincia').fill('la punta');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/municipalidades\?q=la/);
  await page.getByRole('link', { name: 'Municipalidad Distrital de La Punta' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Municipalidad Distrital de La Punta' })).toBeVisible();
});

test('filters narrow the list, stand in the address and are taken off one by one', async ({ page }) => {
  await visit(page, '/municipalidades');
  await page.getByLabel('Departamento').selectOption({ label: 'Piura' });
  await expect(page).toHaveURL(/department=20/);
  const list = page.getByRole('main').getByRole('listitem');
  await expect(list.filter({ hasText: 'Callao, Callao' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Municipalidad Provincial de Piura' })).toBeVisible();
  await page.getByLabel('Nombre, distrito o RUC').fill('no hay ninguna así');
  await page.getByRole('button', { name: 'Filtrar' }).click();
  await expect(page.getByText('Ninguna municipalidad coincide')).toBeVisible();
  await expectSound(page, 'directory-nothing');
  await page.goBack();
  await expect(page.getByRole('link', { name: 'Municipalidad Provincial de Piura' })).toBeVisible();
  await page.getByRole('link', { name: /Quitar el filtro.*Piura/s }).click();
  await expect(page.getByRole('link', { name: 'Municipalidad Provincial del Callao' })).toBeVisible();
});

test('a department on the map leads to its municipalities', async ({ page }) => {
  await visit(page, '/');
  await page.getByRole('link', { name: /^Callao/ }).first().click();
  await expect(page).toHaveURL(/department=07/);
  await expect(page.getByRole('link', { name: 'Municipalidad Provincial del Callao' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Municipalidad Provincial de Piura' })).toHaveCount(0);
});

test('the list can be taken along as CSV, narrowed as it is shown', async ({ page }) => {
  await visit(page, '/municipalidades?department=07');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Descargar en CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const csv = Buffer.concat(chunks).toString('utf8');
  expect(csv).toContain('Municipalidad Provincial del Callao');
  expect(csv).not.toContain('Municipalidad Provincial de Piura');
});

test('a change of language keeps what was searched for', async ({ page }) => {
  await visit(page, '/m/municallao/buscar?q=oficina');
  await page.getByRole('link', { name: /Runasimi/ }).click();
  // The draft covers the frame; what stands in it is in Spanish, and says so.
  await expect(page.locator('.state-bar')).toHaveAttribute('lang', 'qu');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es-PE');
  await expect(page).toHaveURL(/q=oficina/);
});
