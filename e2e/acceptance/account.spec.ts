// "Mi cuenta": a second factor, the open sessions, a forgotten password, the way out.
import { newAdministrator } from '../fixtures/municipalities';
import { linkIn, mailTo } from '../fixtures/mails';
import { PASSWORD, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, takenOver, test, visit } from '../fixtures/test';
import { totp } from '../fixtures/totp';

const PEOPLE = {
  desktop: { slug: 'municastilla-piura', name: 'Elena Saavedra Coveñas', email: 'esaavedra@municastilla.example', dni: '40778899' },
  phone: { slug: 'munilapunta', name: 'Pedro Olaya Farfán', email: 'polaya@munilapunta.example', dni: '40889900' },
};

test.describe.configure({ mode: 'serial' });

let who: (typeof PEOPLE)['desktop'];
test.beforeEach(({}, info) => {
  who = PEOPLE[info.project.name as keyof typeof PEOPLE];
});

test('a forgotten password is replaced by a link that arrives by mail', async ({ page }) => {
  await newAdministrator(who.slug, who);
  await visit(page, '/admin/ingresar');
  await page.getByRole('link', { name: 'Olvidé mi contraseña' }).click();
  await page.getByLabel('Correo institucional').fill(who.email);
  await page.getByRole('button').filter({ hasText: /[Ee]nlace|Enviar/ }).click();
  await expectSound(page, 'reset-sent');
  await visit(page, linkIn(await mailTo(who.email, /restablecer/), /restablecer/));
  await page.getByLabel('Contraseña nueva', { exact: true }).fill(PASSWORD);
  await expectSound(page, 'reset');
  await page.locator('form button[type=submit]').click();
  await page.getByRole('link', { name: 'Ingresar' }).click();
  await expect(page).toHaveURL(/ingresar/);
});

test('a second factor is set up; a wrong code is told and does not end the session', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/cuenta');
  await page.getByRole('button', { name: 'Empezar' }).click();
  await expect(page.getByRole('img', { name: /Código QR/ })).toBeVisible();
  const secret = (await page.locator('.staff-secret').textContent()) ?? '';
  await expectSound(page, 'second-factor');
  const code = page.locator('input[name=code]');
  const right = totp(secret, Date.now());
  await code.fill(right === '000000' ? '111111' : '000000');
  await expect(page.getByText(/no es correcto/).first()).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/cuenta/);
  // After a wrong code the account waits a moment before it looks at the next.
  await expect(async () => {
    await code.fill('');
    await code.fill(totp(secret, Date.now()));
    await expect(page.getByRole('heading', { name: 'Códigos de recuperación' })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expectSound(page, 'recovery-codes');
  const recovery = await page.locator('.staff-codes code').first().innerText();
  await page.getByRole('button', { name: 'Ya los guardé' }).click();

  await page.locator('#account-menu summary').click();
  await page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await takenOver(page);
  await page.getByLabel('Correo institucional').fill(who.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Ingresar' }).click();
  await expect(page.locator('input[name=code]')).toBeFocused();
  await expectSound(page, 'sign-in-code');
  await page.getByRole('button', { name: /recuperación/ }).click();
  await page.locator('input[name=code]').fill(recovery);
  await page.getByRole('button', { name: 'Ingresar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hoy' })).toBeVisible();
});
