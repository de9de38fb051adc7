// Records that are kept and records that end: holds, incidents, issued documents, registers that everybody reads.
import { newAdministrator, newHolder } from '../fixtures/municipalities';
import { asBrowser, JULIA, post, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('a legal hold is placed with its reason and lifted with another', async ({ page }, info) => {
  const reason = `Proceso contencioso administrativo 120-2026, ${info.project.name}`;
  await signIn(page, JULIA);
  await visit(page, '/admin/conservacion');
  await page.locator('summary', { hasText: 'Poner una retención legal' }).click();
  await page.getByRole('button', { name: 'Poner una retención legal' }).click();
  await expect(page.locator('.has-error').first()).toBeVisible();
  await page.getByLabel('Motivo').fill(reason);
  await page.getByLabel('Base legal').fill('Resolución judicial 3, expediente 120-2026');
  await page.getByRole('button', { name: 'Poner una retención legal' }).click();
  const row = page.getByRole('row', { name: new RegExp(reason) });
  await expect(row.getByText('Vigente')).toBeVisible();
  await expectSound(page, 'legal-hold');
  await row.getByRole('button', { name: 'Levantar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Por qué ya no hace falta').fill('El proceso terminó.');
  await dialog.getByRole('button', { name: 'Levantar' }).click();
  await expect(row.getByText('Levantada')).toBeVisible();
});

test('one record is held from its own screen', async ({ page }, info) => {
  const reason = `Investigación fiscal en curso, ${info.project.name}`;
  await signIn(page, JULIA);
  await visit(page, '/admin/incidentes-plataforma/nuevo');
  await page.getByLabel('Incidente', { exact: true }).fill(`Copia de respaldo extraviada, ${info.project.name}`);
  await page.getByLabel('Se conoció').fill('2026-11-21T09:00');
  await page.getByLabel('Qué pasó y cómo se notó').fill('No se encuentra una de las copias de la semana.');
  await page.getByLabel('Nombres y documentos de identidad').check();
  await page.getByLabel('Personas afectadas').fill('3');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(page.getByText('Ninguna retención protege este registro.')).toBeVisible();
  await page.getByRole('button', { name: 'Retener' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Motivo').fill(reason);
  await dialog.getByLabel('Base legal').fill('Disposición fiscal 2, carpeta 88-2026');
  await expectSound(page, 'hold-one');
  await dialog.getByRole('button', { name: 'Retener' }).click();
  await expect(page.getByText(reason)).toBeVisible();
});

test('a data incident runs against its 48 hours, and ends with what was done', async ({ page }, info) => {
  const { slug, administrator, officer } = PLACES[info.project.name as keyof typeof PLACES];
  await newAdministrator(slug, administrator);
  await newHolder(administrator, 'data_protection_officer', officer);
  await signIn(page, officer);
  await visit(page, '/admin/privacidad/nuevo');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await expectSound(page, 'incident-errors');
  await page.getByLabel('Incidente', { exact: true }).fill('Lista de trabajadores enviada a un correo equivocado');
  await page.getByLabel('Se conoció').fill('2026-11-21T09:00');
  await page.getByLabel('Qué pasó y cómo se notó').fill('Se adjuntó la planilla a un correo dirigido a un proveedor.');
  await page.getByLabel('Nombres y documentos de identidad').check();
  await page.getByLabel('Personas afectadas').fill('12');
  await page.getByRole('button', { name: 'Registrar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Lista de trabajadores/ })).toBeVisible();
  await expectSound(page, 'incident');

  await page.locator('summary', { hasText: 'Registrar el aviso a la autoridad' }).click();
  await page.getByLabel('Número del documento').fill('Hoja de trámite 5512-2026');
  // What is half typed is not lost by a link without a question.
  let asked = '';
  page.once('dialog', (dialog) => {
    asked = dialog.message();
    void dialog.dismiss();
  });
  await page.getByRole('main').getByRole('link', { name: 'Incidentes' }).first().click();
  expect(asked).not.toBe('');
  await expect(page.getByLabel('Número del documento')).toHaveValue('Hoja de trámite 5512-2026');
  await page.getByLabel('Cuándo se presentó').fill('2026-11-21T15:30');
  await page.getByRole('button', { name: 'Registrar el aviso a la autoridad' }).click();
  await expect(page.getByText('Autoridad avisada').first()).toBeVisible();
  await page.locator('summary', { hasText: 'Cerrar el incidente' }).click();
  await page.getByLabel('Conclusión').fill('El proveedor borró el correo y lo declaró por escrito.');
  await page.getByRole('button', { name: 'Cerrar el incidente' }).click();
  await expect(page.getByText('Cerrado', { exact: true }).first()).toBeVisible();
});

/** What a municipality enters about a work. */
const WORK = {
  started_on: '2026-03-02',
  project_code: '2456789',
  name: 'Mejoramiento de la avenida Sullana',
  mode: 'contract',
  state: 'running',
  cost_cents: 120000000,
};

// After the incident, whose test makes the administrator.
test('a work is found by its words, opened, and shows what a correction changed', async ({ page }, info) => {
  const { slug, administrator } = PLACES[info.project.name as keyof typeof PLACES];
  await signIn(page, administrator);
  const entered = await post<{ id: string }>(page.request, '/api/v1/admin/registers/works', { values: WORK });
  const path = `/api/v1/admin/registers/works/${entered.id}`;
  const version = (await page.request.get(path)).headers()['etag'] ?? '';
  const corrected = await page.request.put(path, {
    data: { values: { ...WORK, cost_cents: 99000000 }, reason: 'El costo era el del expediente anterior.' },
    headers: { ...asBrowser(), 'If-Match': version },
  });
  expect(corrected.ok(), await corrected.text()).toBe(true);

  await visit(page, `/m/${slug}/obras`);
  await page.getByLabel('Buscar en el registro').fill('sullana');
  await page.getByRole('button', { name: 'Buscar' }).last().click();
  await expect(page).toHaveURL(/q=sullana/);
  await expect(page.getByText('1 registro', { exact: true })).toBeVisible();
  await expectSound(page, 'register-list');
  await page.getByRole('link', { name: '2456789' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Obra: 2456789' })).toBeVisible();
  await expect(page.locator('del')).toHaveText('S/ 1,200,000.00');
  await expect(page.locator('ins')).toHaveText('S/ 990,000.00');
  await expectSound(page, 'register-record');
  await page.getByRole('link', { name: /Ver como estaba ?: Versión 1/ }).click();
  await expect(page.getByText('Así estaba el')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'S/ 1,200,000.00' })).toBeVisible();

  // What changed between two moments: the work came and was corrected within the last week, so that it is new at the second.
  await visit(page, `/m/${slug}/obras`);
  await page.getByRole('link', { name: 'Ver qué cambió en este registro' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Obras públicas: cambios' })).toBeVisible();
  await expect(page.getByText('Agregado').first()).toBeVisible();
  await expectSound(page, 'register-changes');
  await page.getByLabel('Hasta').fill('2020-01-01T00:00');
  await page.getByRole('button', { name: 'Ver los cambios' }).click();
  await expect(page.getByText('El segundo momento es anterior al primero')).toBeVisible();
  await visit(page, '/registros/obras/cambios');
  await expectSound(page, 'register-changes-platform');
});

test('what a register tells of a person is found by the document, and erased', async ({ page }, info) => {
  const { slug, administrator, officer, holder } = PLACES[info.project.name as keyof typeof PLACES];
  await signIn(page, administrator);
  const values = {
    issued_on: '2026-10-15',
    number: '0009901',
    supplier_name: 'Servicios Ficticios SAC',
    supplier_ruc: '20100070970',
    holder_document: holder,
    description: 'Servicio de pintura',
    amount_cents: 45000,
    means: 'check',
    state: 'collected',
  };
  const entered = await post<{ id: string }>(page.request, '/api/v1/admin/registers/payments', { values });
  await signIn(page, officer);
  await visit(page, '/admin/privacidad');
  await page.getByRole('link', { name: /suprimir los datos de una persona/ }).click();
  await page.getByLabel('Número de documento').fill(holder);
  await page.getByRole('button', { name: 'Buscar', exact: true }).click();
  await expect(page.getByText('Registros que dicen algo de esta persona').first()).toBeVisible();
  await page.getByLabel('Motivo').fill('Solicitud 12-2026 de la titular');
  await expectSound(page, 'person-records');
  await page.getByRole('button', { name: 'Suprimir los datos' }).click();
  await expect(page.getByText('Se suprimieron los datos de 1 registro')).toBeVisible();
  await visit(page, `/m/${slug}/registros/payments/${entered.id}`);
  await expect(page.getByText('suprimido (Ley 29733, art. 20;').first()).toBeVisible();
});

/** Another place for each width. */
const PLACES = {
  desktop: {
    slug: 'municastilla-piura',
    administrator: { name: 'Elsa Córdova Nima', email: 'ecordova@municastilla.example', dni: '41770011' },
    officer: { name: 'Iván Sandoval Rey', email: 'isandoval@municastilla.example', dni: '41770022' },
    holder: '41771201',
  },
  phone: {
    slug: 'munilapunta',
    administrator: { name: 'Raúl Espejo Vera', email: 'respejo@munilapunta.example', dni: '41880033' },
    officer: { name: 'Lucía Barreto Paz', email: 'lbarreto@munilapunta.example', dni: '41880044' },
    holder: '41771202',
  },
};
