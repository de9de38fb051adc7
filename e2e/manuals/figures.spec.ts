// Makes the pictures of the manuals from the running demo: `cargo xtask manuals`.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { newAdministrator, newHolder, type Designated } from '../fixtures/municipalities';
import { JULIA, signIn } from '../fixtures/people';
import { fillDesignation, fillMunicipality, fillPerson, send, TAMBO_GRANDE } from '../fixtures/request-form';
import { expect, test, visit } from '../fixtures/test';

const manuals = fileURLToPath(new URL('../../docs/manuals', import.meta.url));
const folder = join(manuals, 'pantallas');

const CARMEN: Designated = {
  name: 'Carmen Ruesta Vílchez',
  email: 'cruesta@munipiura.example',
  dni: '40556677',
};

// Piura and Callao have an officer of their own.
const ELSA: Designated = { name: 'Elsa Córdova Nima', email: 'ecordova@municastilla.example', dni: '41770011' };
const NORA: Designated = { name: 'Nora Palacios Díaz', email: 'npalacios@municastilla.example', dni: '40445566' };

/** Which page each picture shows, by who sees it. */
const OF_ALL = {
  directorio: '/municipalidades',
  portal: '/m/municallao',
  'pedir-portal': '/solicitar-portal',
  seguimiento: '/seguimiento',
  calculadora: '/calculadora-de-plazos?start=2026-11-20&amount=10&unit=business_days&ubigeo=200101',
  verificar: '/verificar',
  ingreso: '/admin/ingreso',
};
const OF_OPERATORS = {
  'hoy-operador': '/admin',
  solicitudes: '/admin/solicitudes',
  municipalidades: '/admin/municipalidades',
  catalogos: '/admin/catalogos/uit',
  dominios: '/admin/dominios',
  conservacion: '/admin/conservacion',
  'acceso-excepcional': '/admin/acceso-excepcional',
};
const OF_ADMINISTRATORS = {
  'hoy-administrador': '/admin',
  'puesta-en-marcha': '/admin/portal',
  apariencia: '/admin/portal/apariencia',
  paginas: '/admin/portal/paginas/nuevo',
  oficinas: '/admin/portal/oficinas',
  transparencia: '/admin/portal/transparencia',
  usuarios: '/admin/usuarios',
  dominio: '/admin/dominio',
  registro: '/admin/registro',
  cuenta: '/admin/cuenta',
};

test.describe.configure({ mode: 'serial', timeout: 120_000 });

test('a request waits at the desk', async ({ page }) => {
  await visit(page, '/solicitar-portal');
  await fillMunicipality(page, TAMBO_GRANDE);
  await fillPerson(page, TAMBO_GRANDE);
  await fillDesignation(page);
  await send(page);
  await newAdministrator('munipiura', CARMEN);
  await newAdministrator('municastilla-piura', ELSA);
  await newHolder(ELSA, 'data_protection_officer', NORA);
});

test('pages of all', async ({ page }) => {
  await take(page, OF_ALL);
});

test('screens of operators', async ({ page }) => {
  await signIn(page, JULIA);
  await take(page, OF_OPERATORS);
  await visit(page, '/admin/solicitudes');
  await page.getByRole('link', { name: /Tambo Grande/ }).click();
  await expect(page.getByRole('button', { name: 'Tomar en revisión' })).toBeVisible();
  await shoot(page, 'solicitud');
});

test('screens of administrators', async ({ page }) => {
  await signIn(page, CARMEN);
  await take(page, OF_ADMINISTRATORS);
});

test('screens of the data protection officer', async ({ page }) => {
  await signIn(page, NORA);
  await take(page, { incidente: '/admin/privacidad/nuevo' });
});

test('every picture is of a manual, and every manual has its pictures', async () => {
  const named = new Set<string>();
  for (const file of (await readdir(manuals)).filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(manuals, file), 'utf8');
    for (const [, picture] of text.matchAll(/\]\(pantallas\/([\w-]+\.webp)\)/g)) named.add(picture as string);
  }
  for (const file of await readdir(folder)) if (!named.has(file)) await rm(join(folder, file));
  expect(new Set(await readdir(folder))).toEqual(named);
});

async function take(page: Page, screens: Record<string, string>): Promise<void> {
  for (const [name, path] of Object.entries(screens)) {
    await visit(page, path);
    await shoot(page, name);
  }
}

/** WebP is a third of PNG; only the browser's own protocol makes it. */
async function shoot(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
  await expect(page.getByText('No tiene permiso')).toHaveCount(0);
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
  await browser.detach();
  await writeFile(join(folder, `${name}.webp`), Buffer.from(data, 'base64'));
}
