// Every screen of the staff app, as an operator and as the administrator of a municipality see it.
import type { Page } from '@playwright/test';
import { newAdministrator } from '../fixtures/municipalities';
import { JULIA, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { sweep } from '../fixtures/sweep';
import { expect, takenOver, test, visit } from '../fixtures/test';

const OPERATOR = [
  '/admin',
  '/admin/solicitudes',
  '/admin/municipalidades',
  '/admin/catalogos',
  '/admin/catalogos/uit',
  '/admin/catalogos/uit/nueva',
  '/admin/lugares',
  '/admin/lugares/nuevo',
  '/admin/lugares/150101',
  '/admin/plazos',
  '/admin/dominios',
  '/admin/documentos-plataforma',
  '/admin/conservacion',
  '/admin/retiros',
  '/admin/operadores',
  '/admin/operadores/nuevo',
  '/admin/claves-externas',
  '/admin/acceso-excepcional',
  '/admin/incidentes-plataforma',
  '/admin/incidentes-plataforma/nuevo',
  '/admin/correos',
  '/admin/registro-de-la-plataforma',
  '/admin/avisos',
  '/admin/ayuda',
  '/admin/ayuda/platform_operator',
  '/admin/cuenta',
  '/admin/no-existe',
  '/admin/portal',
];
/** Lists whose first entry leads to a page of its own. */
const OPERATOR_LISTS = ['/admin/municipalidades', '/admin/catalogos/uit', '/admin/correos'];
const ADMINISTRATOR_LISTS = ['/admin/portal/menu', '/admin/portal/paginas', '/admin/portal/unidades'];
const ADMINISTRATOR = [
  '/admin',
  '/admin/portal',
  '/admin/portal/apariencia',
  '/admin/portal/menu',
  '/admin/portal/menu/nuevo',
  '/admin/portal/paginas',
  '/admin/portal/paginas/nuevo',
  '/admin/portal/contacto',
  '/admin/portal/oficinas',
  '/admin/portal/oficinas/nuevo',
  '/admin/portal/unidades',
  '/admin/portal/unidades/nuevo',
  '/admin/portal/videos',
  '/admin/portal/videos/nuevo',
  '/admin/portal/transparencia',
  '/admin/portal/transparencia/nuevo',
  '/admin/portal/agenda',
  '/admin/portal/agenda/nuevo',
  '/admin/portal/cabecera',
  '/admin/portal/clima',
  '/admin/registros',
  '/admin/registros/pagos',
  '/admin/registros/obras/nuevo',
  '/admin/registros/obras/importar',
  '/admin/usuarios',
  '/admin/usuarios/nuevo',
  '/admin/dominio',
  '/admin/documentos',
  '/admin/privacidad',
  '/admin/claves',
  '/admin/registro',
  '/admin/cuenta',
  '/admin/catalogos',
  '/admin/ayuda',
];
/** One for each width: a portal has one administrator. */
const ADMINISTRATORS = {
  desktop: { slug: 'munipiura', name: 'Carmen Ruesta Vílchez', email: 'cruesta@munipiura.example', dni: '40556677' },
  phone: { slug: 'municallao', name: 'Jorge Medina Rivas', email: 'jmedina@municallao.example', dni: '40667788' },
};

test('an operator finds every screen sound', async ({ page }) => {
  await signIn(page, JULIA);
  await sweep(OPERATOR, async (path) => {
    await visit(page, path);
    await settled(page);
    await expectSound(page, `operator${path.replaceAll('/', '-')}`);
  });
  await sweep(OPERATOR_LISTS, async (list) => {
    await openFirst(page, list);
    await expectSound(page, `operator${list.replaceAll('/', '-')}-one`);
  });
});

test.describe('an administrator', () => {
  test.describe.configure({ mode: 'serial' });
  let who: (typeof ADMINISTRATORS)['desktop'];

  test.beforeEach(async ({ page }, info) => {
    who = ADMINISTRATORS[info.project.name as keyof typeof ADMINISTRATORS];
    if (info.title !== 'is invited') await signIn(page, who);
  });

  test('is invited', async () => {
    await newAdministrator(who.slug, who);
  });

  test('finds every screen sound', async ({ page }) => {
    await sweep(ADMINISTRATOR, async (path) => {
      await visit(page, path);
      await settled(page);
      await expectSound(page, `administrator${path.replaceAll('/', '-')}`);
    });
    await sweep(ADMINISTRATOR_LISTS, async (list) => {
      await openFirst(page, list);
      await expectSound(page, `administrator${list.replaceAll('/', '-')}-one`);
    });
  });

  test('enters a record, corrects it and withdraws it from the list', async ({ page }, info) => {
    const name = `Losa deportiva de la prueba, ${info.project.name}`;
    await visit(page, '/admin/registros/obras/nuevo');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.locator('#error-summary')).toBeFocused();
    await expectSound(page, 'register-errors');
    await page.getByLabel('Inicio').fill('2026-10-05');
    await page.getByLabel('CUI').fill('2499999');
    await page.getByLabel('Obra', { exact: true }).fill(name);
    await page.getByLabel('Modalidad').selectOption('Contrata');
    await page.getByLabel('Estado').selectOption('En ejecución');
    await page.getByLabel('Costo').fill('1250000.50');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.getByLabel('Motivo').first()).toBeVisible();
    await expectSound(page, 'register-record');
    await page.getByLabel('Costo').fill('1,300,000');
    await page.getByLabel('Motivo').first().fill('Se aprobó un adicional');
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.getByText('Se guardó la corrección')).toBeVisible();

    await visit(page, `/m/${who.slug}/obras`);
    await page.getByRole('link', { name: '2499999' }).click();
    await expect(page.getByText('Se aprobó un adicional')).toBeVisible();
    await visit(page, '/admin/registros/obras');
    await page.getByLabel('Elegir 2499999').check();
    await page.getByLabel('Motivo').fill('Era una prueba');
    await expectSound(page, 'register-bulk');
    await page.getByRole('button', { name: 'Retirar los elegidos' }).click();
    await expect(page.getByText('Se retiró 1 registro')).toBeVisible();
    await expect(page.getByLabel('Elegir 2499999')).toHaveCount(0);
  });

  test('imports a spreadsheet as offices have it, and undoes it', async ({ page }, info) => {
    const mark = info.project.name;
    const sheet = [
      `Reporte de obras ${mark};;;;;`,
      ';;;;;',
      'Fecha de inicio;CUI;Nombre de la obra;Modalidad;Estado;Costo total',
      `05/10/26;2488001;Drenaje pluvial de la prueba ${mark};Contrata;En ejecución;1,250,000.50`,
      `12/10/26;2488002;Parque infantil de la prueba ${mark};Contrata;Por iniciar;S/ 300,000`,
      `32/13/26;2488003;Fecha imposible ${mark};Contrata;Por iniciar;10`,
    ].join('\r\n');
    await visit(page, '/admin/registros/obras/importar');
    // Windows-1252, as Excel saves it.
    const file = { name: `obras-${mark}.csv`, mimeType: 'text/csv', buffer: Buffer.from(sheet, 'latin1') };
    await page.getByLabel('Archivo').setInputFiles(file);
    await expect(page.getByText('2 nuevos, 0 corregidos, 1 rechazados')).toBeVisible();
    await expectSound(page, 'import-preview');
    await page.getByRole('tab', { name: /Rechaz/ }).click();
    await expect(page.getByText(/Fecha imposible/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Importar 2 registros' }).click();
    await expect(page.getByText('Los registros ya son públicos')).toBeVisible();
    await expectSound(page, 'import-done');
    await visit(page, `/m/${who.slug}/obras?q=${mark}+prueba`);
    await expect(page.getByText(`Parque infantil de la prueba ${mark}`).first()).toBeVisible();

    await visit(page, '/admin/registros/obras/importar');
    await page.getByRole('link', { name: `obras-${mark}.csv` }).click();
    await page.locator('summary', { hasText: 'Deshacer esta importación' }).click();
    await page.getByLabel('Motivo para deshacer').fill('Era el archivo del mes pasado');
    await page.getByRole('button', { name: 'Deshacer esta importación' }).click();
    await expect(page.getByRole('term').filter({ hasText: 'Deshecho' })).toBeVisible();
    await visit(page, `/m/${who.slug}/obras?q=${mark}+prueba`);
    await expect(page.getByText(`Parque infantil de la prueba ${mark}`)).toHaveCount(0);
  });
});

test('whoever is not signed in comes back to where he wanted to go', async ({ page }) => {
  await page.goto('/admin/solicitudes?estado=submitted');
  await takenOver(page);
  await page.getByLabel('Correo institucional').fill(JULIA.email);
  await page.getByLabel('Contraseña', { exact: true }).fill('tres caballos verdes');
  await page.getByRole('button', { name: 'Ingresar' }).click();
  await expect(page).toHaveURL(/\/admin\/solicitudes\?estado=submitted$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Solicitudes de portal' })).toBeVisible();
});

test('on a phone the navigation opens and closes again', async ({ page }, info) => {
  await signIn(page, JULIA);
  await visit(page, '/admin');
  const link = page.getByRole('navigation').getByRole('link', { name: 'Catálogos' });
  if (info.project.name === 'phone') {
    await expect(link).toBeHidden();
    await page.getByText('Menú', { exact: true }).click();
  }
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Catálogos' })).toBeFocused();
  if (info.project.name === 'phone') await expect(link).toBeHidden();
});

test('every component of the gallery is sound', async ({ page }) => {
  await visit(page, '/admin/gallery');
  await expectSound(page, 'gallery');
});

test('a list is walked by keyboard', async ({ page }) => {
  await signIn(page, JULIA);
  await visit(page, '/admin/municipalidades');
  const names = page.getByRole('table').getByRole('rowheader').getByRole('link');
  await expect(names.nth(2)).toBeVisible();
  await names.first().focus();
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(names.nth(2)).toBeFocused();
  await page.keyboard.press('k');
  await expect(names.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin\/municipalidades\/[^/]+$/);
});

/** Opens what a list names first. */
async function openFirst(page: Page, list: string): Promise<void> {
  await visit(page, list);
  await page.locator(`main a[href^="${list}/"]:not([href$="/nuevo"]):not([href$="/nueva"])`).first().click();
  await expect(page).toHaveURL(new RegExp(`${list}/[^/]+$`));
  await settled(page);
}

/** Nothing is on its way any more, and nothing failed to come. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button', { name: 'Intentar de nuevo' })).toHaveCount(0);
}
