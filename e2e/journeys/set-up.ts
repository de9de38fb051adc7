// The rest of the set-up: transparency, agenda, the people it needs, and the act by which the administrator answers for it.
import { signIn } from '../fixtures/people';
import type { Portal } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

const SAVED = 'Se guardó y ya se ve en el portal.';
/** One heading of three themes: what is asked of a portal before it has a domain of its own. */
const HEADINGS = [
  { theme: 'Datos generales', title: 'Directorio de funcionarios' },
  { theme: 'Planeamiento y organización', title: 'Reglamento de Organización y Funciones' },
  { theme: 'Presupuesto', title: 'Presupuesto institucional de apertura' },
];

/** Registers the tests; `who` is known when they run. */
export function setUp(who: () => Portal): void {
  test('headings of transparency and the agenda are answered, and the neighbour finds them', async ({ page }) => {
    await signIn(page, who());
    for (const { theme, title } of HEADINGS) {
      await visit(page, '/admin/portal/transparencia/nuevo');
      await page.getByLabel('Tema').selectOption({ label: theme });
      await page.getByLabel('Rubro').fill(title);
      await page.getByLabel('Cada cuánto se actualiza').selectOption({ index: 1 });
      await page.getByLabel(/Base legal/).fill('TUO de la Ley 27806, art. 5');
      await page.getByLabel(/Dónde se publica/).fill('paginas/turismo');
      await page.getByLabel(/Actualizado el/).fill('2026-11-02');
      await page.getByLabel('Dirección en el portal nacional').fill('https://www.transparencia.gob.pe/');
      await page.getByRole('button', { name: 'Guardar' }).click();
      await expect(page.getByText(SAVED).first()).toBeVisible();
    }
    await expectSound(page, 'pte-list');
    await visit(page, `/m/${who().slug}/transparencia`);
    await expect(page.getByRole('heading', { name: 'Presupuesto institucional de apertura' })).toBeVisible();
    await expectSound(page, 'pte');

    await visit(page, '/admin/portal/agenda/nuevo');
    await page.getByLabel('Qué es', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Título', { exact: true }).fill('Feria del mango');
    await page.getByLabel('Día', { exact: true }).fill('2027-01-16');
    await page.getByLabel(/^Hora/).fill('10:00');
    await page.getByLabel(/^Lugar/).fill('Plaza de Armas');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.getByText(SAVED).first()).toBeVisible();
    await visit(page, `/m/${who().slug}/agenda`);
    await expect(page.getByText('Feria del mango').first()).toBeVisible();
    await expectSound(page, 'agenda');
    const calendar = await (await page.request.get(`/api/v1/m/${who().slug}/agenda.ics`)).text();
    expect(calendar).toContain('SUMMARY:Feria del mango');
  });

  test('the administrator answers for a portal that is complete', async ({ page }) => {
    await signIn(page, who());
    await visit(page, '/admin/portal');
    await expect(page.getByRole('button', { name: 'Declarar completo' })).toHaveCount(0);
    await visit(page, '/admin/usuarios/nuevo');
    await page.getByLabel('Nombres y apellidos').fill('Nora Palacios Díaz');
    await page.getByLabel('Número de documento').fill(who().dni.replace(/^4/, '6'));
    await page.getByLabel('Correo institucional').fill(`npalacios@${who().slug}.example`);
    await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Oficial de Datos Personales' });
    await page.getByLabel('Número de la resolución').fill('016-2026-A');
    await page.getByLabel('Fecha del documento').fill('2026-11-04');
    await page.getByRole('button', { name: 'Invitar y asignar un rol' }).click();
    await expect(page.getByRole('row', { name: /Nora Palacios Díaz/ })).toBeVisible();

    await visit(page, '/admin/portal');
    await expectSound(page, 'set-up-complete');
    await page.getByRole('button', { name: 'Declarar completo' }).click();
    await expect(page.getByRole('main').locator('.field__error span').first()).toBeVisible();
    await page.getByLabel('Revisé el portal y la información es correcta.').check();
    await page.getByRole('button', { name: 'Declarar completo' }).click();
    await expect(page.getByText('El portal quedó declarado completo.').first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Declarar completo' })).toHaveCount(0);
  });
}
