// What operators do to a portal that works: look in an emergency, suspend it, serve it again. What its people learn of it.
import { JULIA, signIn } from '../fixtures/people';
import type { Portal } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, takenOver, test, visit } from '../fixtures/test';


/** Registers the tests; `who` is known when they run. */
export function care(who: () => Portal): void {
  const reason = () => `Pedido de ${who().slug}, Oficio 21-2026-A`;

  test('an operator who looks at private data says why, and the municipality learns of it', async ({ page }) => {
    await signIn(page, JULIA);
    await visit(page, '/admin/acceso-excepcional');
    await page.getByRole('combobox', { name: /Municipalidad/ }).fill(who().name.split(' ').slice(3).join(' '));
    await page.getByRole('option', { name: new RegExp(who().name) }).click();
    await page.getByLabel('Motivo').fill(reason());
    await page.getByRole('button', { name: 'Abrir el acceso' }).click();
    await expect(page.getByText('Acceso abierto. La municipalidad recibió el aviso.').first()).toBeVisible();
    await expectSound(page, 'break-glass');
    await page.getByRole('row', { name: new RegExp(reason()) }).getByRole('button', { name: 'Cerrar el acceso' }).click();
    await expect(page.getByRole('row', { name: new RegExp(reason()) }).getByText('Cerrado')).toBeVisible();

    await signIn(page, who());
    await visit(page, '/admin/avisos');
    await expect(page.getByText('Un operador abrió un acceso a los datos privados').first()).toBeVisible();
    await expectSound(page, 'notices');
    await page.getByRole('button', { name: 'Marcar todos como leídos' }).click();
    await expect(page.getByText('Sin leer')).toHaveCount(0);
  });

  test('a suspended portal says since when and why, and comes back as it was', async ({ page }) => {
    await signIn(page, JULIA);
    await visit(page, `/admin/municipalidades?q=${encodeURIComponent(who().name.split(' ').slice(3).join(' '))}`);
    await page.getByRole('link', { name: who().name }).click();
    await expect(page.getByRole('heading', { level: 1, name: who().name })).toBeVisible();
    await expectSound(page, 'municipality');
    const change = async (verb: string, document: string) => {
      await page.getByRole('button', { name: verb }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: verb }).click();
      await expect(dialog.locator('.has-error').first()).toBeVisible();
      await dialog.getByLabel('Motivo').fill(reason());
      await dialog.getByLabel('Documento que lo dispone').fill(document);
      await dialog.getByLabel('Fecha del documento').fill('2026-11-12');
      await dialog.getByRole('button', { name: verb }).click();
      await expect(dialog).toBeHidden();
    };
    await change('Suspender', 'Oficio 21-2026-A');
    await expectSound(page, 'municipality-suspended');
    const there = page.url();

    const answer = await page.goto(`/m/${who().slug}`);
    expect(answer?.status()).toBe(503);
    await takenOver(page);
    await expect(page.getByText(reason()).first()).toBeVisible();
    await expectSound(page, 'portal-suspended');

    await page.goto(there);
    await takenOver(page);
    await change('Reanudar', 'Oficio 22-2026-A');
    expect((await page.goto(`/m/${who().slug}`))?.status()).toBe(200);
    await takenOver(page);
    await expect(page.getByText(reason())).toHaveCount(0);
  });

  test('any page is a few keys away', async ({ page }) => {
    await signIn(page, who());
    await visit(page, '/admin');
    await expect(page.getByRole('button', { name: 'Ir a…' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.type('ofici');
    await expect(page.getByRole('option', { name: 'Oficinas' })).toBeVisible();
    await expectSound(page, 'palette');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/admin\/portal\/oficinas$/);
    await expect(page.getByRole('heading', { level: 1, name: 'Oficinas' })).toBeFocused();
  });
}
