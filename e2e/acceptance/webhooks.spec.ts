// Somebody of the staff has a program called when a register changes: tries it, pauses it, ends it.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { newAdministrator } from '../fixtures/municipalities';
import { signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('a program is called, paused and resumed, and its secret is shown once', async ({ page }, info) => {
  const { slug, administrator } = PLACES[info.project.name as keyof typeof PLACES];
  const calls: string[] = [];
  const program = createServer((request, response) => {
    calls.push(String(request.headers['munica-signature']));
    request.resume();
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(program, 'listening');
  const { port } = program.address() as AddressInfo;
  await newAdministrator(slug, administrator);
  await signIn(page, administrator);
  await visit(page, '/admin/webhooks');
  await page.getByText('Crear un aviso a un programa').click();
  await page.getByRole('button', { name: 'Crear el aviso' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.getByLabel('Dirección del programa').fill(`http://127.0.0.1:${port}/munica`);
  await page.getByLabel('Registro', { exact: true }).selectOption('payments');
  await page.getByRole('button', { name: 'Crear el aviso' }).click();
  await expect(page.getByText('Copie el secreto ahora')).toBeVisible();
  await expect(page.locator('.staff-secret')).toContainText('mwh_');
  await expectSound(page, 'webhooks');

  await page.getByRole('link', { name: '127.0.0.1' }).click();
  await page.getByRole('button', { name: 'Probar ahora' }).click();
  await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1);
  expect(calls[0]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  await expect(async () => {
    await page.getByRole('button', { name: 'Actualizar' }).click();
    await expect(page.getByText('respondió 204')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expectSound(page, 'webhook');
  await page.getByRole('button', { name: 'Pausar' }).click();
  await expect(page.getByRole('button', { name: 'Reanudar' })).toBeVisible();
  await page.getByRole('button', { name: 'Terminar el aviso' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminar el aviso' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Avisos a programas' })).toBeVisible();
  await expect(page.getByText('Ya terminó').first()).toBeVisible();
  program.close();
});

/** Another place for each width. */
const PLACES = {
  desktop: {
    slug: 'municastilla-piura',
    administrator: { name: 'Félix Adanaqué Rumiche', email: 'fadanaque@municastilla.example', dni: '41771301' },
  },
  phone: {
    slug: 'munilapunta',
    administrator: { name: 'Rebeca Lostaunau Vidal', email: 'rlostaunau@munilapunta.example', dni: '41771302' },
  },
};
