// An operator names who administers a portal, with the resolution and its scan, and ends the role.
import { MARCO, signIn } from '../fixtures/people';
import { SCAN } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

/** Another person for each width: a document belongs to one account. */
const PEOPLE = {
  desktop: { name: 'Teresa Albújar Reyes', email: 'talbujar@munipiura.example', dni: '40990011' },
  phone: { name: 'Luis Carhuapoma Nima', email: 'lcarhuapoma@munipiura.example', dni: '40990022' },
};

test('a portal whose administrator is gone gets another', async ({ page }, info) => {
  const who = PEOPLE[info.project.name as keyof typeof PEOPLE];
  await signIn(page, MARCO);
  await visit(page, '/admin/municipalidades?q=piura');
  await page.getByRole('link', { name: 'Municipalidad Provincial de Piura', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Responsables del portal' })).toBeVisible();
  await expectSound(page, 'municipality-administrators');
  await page.getByRole('link', { name: 'Nombrar un responsable del portal' }).click();
  await page.getByLabel('Nombres y apellidos').fill(who.name);
  await page.getByLabel('Número de documento').fill(who.dni);
  await page.getByLabel('Correo institucional').fill(who.email);
  await page.getByLabel('Número de la resolución').fill('047-2026-A');
  await page.getByLabel('Fecha del documento').fill('2026-11-03');
  await page.locator('input[type=file]').setInputFiles(SCAN);
  await expect(page.getByText('Recibido', { exact: true })).toBeVisible();
  await expectSound(page, 'administrator-new');
  await page.getByRole('button', { name: 'Nombrar un responsable del portal' }).click();

  const row = page.getByRole('row', { name: new RegExp(who.name) }).last();
  await expect(row).toContainText('Invitación sin aceptar');
  await expect(row.getByRole('link', { name: 'Ver el documento' })).toHaveAttribute('href', /platform\/files/);
  await row.getByRole('button', { name: 'Terminar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Motivo').fill('Cese, Resolución 050-2026-A');
  await dialog.getByRole('button', { name: 'Terminar' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Terminado');
});
