// The first day of an operator: invitation, password, declaration, and the offer of a second factor.
import { expectSound } from '../fixtures/sound';
import { expect, takenOver, test as setup, visit } from '../fixtures/test';
import { invitationOf, JULIA, MARCO, PASSWORD } from '../fixtures/people';

for (const person of [JULIA, MARCO]) {
  setup(`${person.name} makes the account of the invitation and accepts the declaration`, async ({ page }) => {
    await visit(page, await invitationOf(person));
    const password = page.getByLabel('Contraseña nueva', { exact: true });
    await password.fill('muy corta');
    await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
    await expect(page.getByRole('link', { name: /Use 15 caracteres o más/ })).toBeVisible();
    if (person === JULIA) await expectSound(page, 'invitation');
    await password.fill(PASSWORD);
    await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
    await page.getByRole('link', { name: 'Ingresar' }).click();

    await page.getByLabel('Correo institucional').fill(person.email);
    if (person === JULIA) {
      await page.getByLabel('Contraseña', { exact: true }).fill('otra frase distinta');
      await page.getByRole('button', { name: 'Ingresar' }).click();
      await expect(page.getByRole('alert')).toContainText('no son correctos');
      await expect(page.getByLabel('Correo institucional')).toHaveValue(person.email);
      await expectSound(page, 'sign-in');
    }
    await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Ingresar' }).click();

    await takenOver(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Declaración de uso personal' })).toBeVisible();
    await page.getByRole('button', { name: 'Aceptar la declaración' }).click();
    if (person === JULIA) await expectSound(page, 'declaration');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Aceptar la declaración' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Hoy' })).toBeVisible();

    await visit(page, '/admin/cuenta');
    await expect(page.getByText('Sin segundo factor')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Empezar' })).toBeVisible();
  });
}
