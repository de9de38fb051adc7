// A municipality's own domain: asked for, proved, put into service, paid, handed over.
import type { Page } from '@playwright/test';
import { onDomain, setRecords } from '../fixtures/dns';
import { JULIA, signIn } from '../fixtures/people';
import type { Portal } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, takenOver, test, visit } from '../fixtures/test';

const HAND_OVER = ['Cuenta en el registro de dominios', 'Correo validado', 'Transferencia solicitada', 'Transferencia confirmada'];

/** Registers the tests; `who` is known when they run. */
export function ownDomain(who: () => Portal): void {
  const domain = () => `www.${who().slug}.gob.pe`;

  test('a domain is asked for, and proved by a record in the DNS', async ({ page }) => {
    await signIn(page, who());
    await visit(page, '/admin/dominio');
    await page.getByLabel('Dominio', { exact: true }).fill('mi pagina');
    await page.getByRole('button', { name: 'Solicitar el dominio' }).click();
    await expect(page.getByRole('main').locator('.field__error span').first()).toBeVisible();
    await page.getByLabel('Dominio', { exact: true }).fill(domain());
    await page.getByRole('button', { name: 'Solicitar el dominio' }).click();
    await expect(page.getByRole('heading', { name: 'Demuestre que el dominio es suyo' })).toBeVisible();
    await page.getByRole('button', { name: 'Comprobar ahora' }).click();
    await expect(page.getByText('No se encontró').first()).toBeVisible();
    await expectSound(page, 'domain-not-proved');
    await setRecords(domain(), {
      name: await fact(page, 'Nombre del registro TXT'),
      value: await fact(page, 'Valor del registro TXT'),
    });
    await page.getByRole('button', { name: 'Comprobar ahora' }).click();
    await expect(page.getByText(/Encontramos el registro/)).toBeVisible();
    await expectSound(page, 'domain-proved');
  });

  test('an operator puts it into service, and neighbours find the portal there', async ({ page }) => {
    await signIn(page, JULIA);
    await openDesk(page, domain());
    await expectSound(page, 'domain-desk');
    await page.getByRole('button', { name: 'Poner en servicio' }).click();
    await expect(page.getByText('En servicio', { exact: true }).first()).toBeVisible();

    await page.goto(onDomain(domain()));
    await takenOver(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(who().name);
    await expectSound(page, 'domain-portal');
    await page.goto(onDomain(domain(), '/oficinas'));
    await expect(page.getByText('Mesa de Partes').first()).toBeVisible();
    const old = await page.request.get(`/m/${who().slug}/oficinas`, { maxRedirects: 0 });
    expect(old.status()).toBe(308);
    expect(old.headers().location).toBe(onDomain(domain(), '/oficinas'));
    const staff = await page.goto(onDomain(domain(), '/admin'));
    expect(staff?.status(), 'the staff app has one address').toBe(421);
  });

  test('the renewal is paid and confirmed', async ({ page }) => {
    await signIn(page, who());
    await visit(page, '/admin/dominio');
    await page.locator('summary', { hasText: 'Registrar un pago' }).click();
    await page.getByLabel('Monto pagado').fill('110.00');
    await page.getByLabel('Fecha de pago').fill('2026-11-10');
    await page.getByLabel('Número del comprobante').fill('E001-4521');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.getByText('Por confirmar')).toBeVisible();
    await expectSound(page, 'domain-payment');

    await signIn(page, JULIA);
    await openDesk(page, domain());
    await page.getByRole('button', { name: 'Confirmar el pago' }).click();
    await expect(page.getByText('Confirmado')).toBeVisible();
  });

  test('it is handed over step by step', async ({ page }) => {
    await signIn(page, who());
    await visit(page, '/admin/dominio');
    for (const step of HAND_OVER) {
      const row = page.getByRole('listitem').filter({ hasText: step });
      await row.getByLabel('Qué lo demuestra').fill('Correo del registrador del 12 de noviembre');
      await row.getByRole('button', { name: 'Marcar como hecho' }).click();
      if (step === HAND_OVER.at(-1)) {
        const asked = page.getByRole('dialog');
        await asked.getByRole('button', { name: 'Marcar como hecho' }).click();
      }
      await expect(row.getByText('Hecho', { exact: true })).toBeVisible();
    }
    await expect(page.getByText('Transferido a la municipalidad').first()).toBeVisible();
    await expectSound(page, 'domain-handed-over');
  });
}

async function openDesk(page: Page, domain: string): Promise<void> {
  await visit(page, '/admin/dominios');
  await page.getByRole('link', { name: domain }).click();
  await expect(page.getByRole('heading', { level: 1, name: domain })).toBeVisible();
}

/** The value beside a label in a list of facts. */
async function fact(page: Page, label: string): Promise<string> {
  const value = page.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]').locator('code');
  return (await value.innerText()).trim();
}
