// The whole request form without a mouse, as somebody with a broken screen or a screen reader fills it.
import type { Page } from '@playwright/test';
import { SCAN } from '../fixtures/request-form';
import { expect, test, visit } from '../fixtures/test';

const DISTRICTS: Record<string, [string, string]> = {
  desktop: ['sechura', 'Sechura, Sechura, Piura'],
  phone: ['paita', 'Paita, Paita, Piura'],
};

test('a portal is asked for by keys alone', async ({ page }, info) => {
  const [typed, district] = DISTRICTS[info.project.name] ?? ['', ''];
  await visit(page, '/solicitar-portal');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Ir al contenido' })).toBeFocused();
  await page.keyboard.press('Enter');

  await tabTo(page, 'kind');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Distrital' })).toBeChecked();
  await tabTo(page, 'ubigeo');
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: new RegExp(district) })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Distrito' })).toHaveValue(district);
  await press(page, 'Continuar');

  await expect(page.getByRole('heading', { name: 'Persona responsable' })).toBeFocused();
  const person = [
    ['responsible.given_names', 'Ana María'],
    ['responsible.family_names', 'Chero Ruiz'],
    ['responsible.dni', '40445566'],
    ['responsible.post', 'Jefa de Sistemas'],
    ['responsible.email', `achero@${typed}.example`],
    ['responsible.phone', '969 555 666'],
  ];
  for (const [name, value] of person) {
    await tabTo(page, name ?? '');
    await page.keyboard.type(value ?? '');
  }
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Designación' })).toBeFocused();
  await tabTo(page, 'responsible.designation.kind');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'responsible.designation.number');
  await page.keyboard.type('Contrato 8-2026');
  await tabTo(page, 'responsible.designation.date');
  await page.keyboard.type('11022026');
  await tabTo(page, 'scan');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(SCAN);
  await expect(page.getByText('Recibido', { exact: true })).toBeVisible();
  await press(page, 'Continuar');

  await expect(page.getByRole('heading', { name: 'Revisión' })).toBeFocused();
  await tabTo(page, 'declared_true');
  await page.keyboard.press('Space');
  await press(page, 'Enviar la solicitud');
  await expect(page.getByRole('heading', { level: 1, name: 'Recibimos su solicitud' })).toBeFocused();
});

/** Tabs until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  await tabUntil(page, (wanted) => (document.activeElement as HTMLInputElement | null)?.name === wanted, name);
}

/** Tabs to a button and presses it. */
async function press(page: Page, words: string): Promise<void> {
  await tabUntil(page, (wanted) => document.activeElement?.textContent?.trim().startsWith(wanted) ?? false, words);
  await page.keyboard.press('Enter');
}

async function tabUntil(page: Page, there: (wanted: string) => boolean, wanted: string): Promise<void> {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    if (await page.evaluate(there, wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${wanted}`);
}
