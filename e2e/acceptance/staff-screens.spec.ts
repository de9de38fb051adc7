// Every screen of the staff app, as an operator and as the administrator of a municipality see it.
import { newAdministrator } from '../fixtures/municipalities';
import { JULIA, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
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
  '/admin/plazos',
  '/admin/dominios',
  '/admin/documentos-plataforma',
  '/admin/conservacion',
  '/admin/retiros',
  '/admin/operadores',
  '/admin/operadores/nuevo',
  '/admin/claves-externas',
  '/admin/acceso-excepcional',
  '/admin/correos',
  '/admin/cuenta',
  '/admin/no-existe',
  '/admin/portal',
];
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
  '/admin/portal/videos',
  '/admin/portal/clima',
  '/admin/usuarios',
  '/admin/usuarios/nuevo',
  '/admin/dominio',
  '/admin/documentos',
  '/admin/privacidad',
  '/admin/claves',
  '/admin/registro',
  '/admin/cuenta',
  '/admin/catalogos',
];
/** One for each width: a portal has one administrator. */
const ADMINISTRATORS = {
  desktop: { slug: 'munipiura', name: 'Carmen Ruesta Vílchez', email: 'cruesta@munipiura.example', dni: '40556677' },
  phone: { slug: 'municallao', name: 'Jorge Medina Rivas', email: 'jmedina@municallao.example', dni: '40667788' },
};

test.describe('an operator', () => {
  for (const path of OPERATOR) {
    test(`finds ${path} sound`, async ({ page }) => {
      await signIn(page, JULIA);
      await visit(page, path);
      await settled(page);
      await expectSound(page, `operator${path.replaceAll('/', '-')}`);
    });
  }
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

  for (const path of ADMINISTRATOR) {
    test(`finds ${path} sound`, async ({ page }) => {
      await visit(page, path);
      await settled(page);
      await expectSound(page, `administrator${path.replaceAll('/', '-')}`);
    });
  }
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

/** Nothing is on its way any more, and nothing failed to come. */
async function settled(page: Parameters<typeof visit>[0]): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('button', { name: 'Intentar de nuevo' })).toHaveCount(0);
}
