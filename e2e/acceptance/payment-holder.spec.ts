// Whoever was paid finds his payment by his DNI and a number of his papers; nobody by one of the two.
import { newAdministrator } from '../fixtures/municipalities';
import { post, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('the holder of a payment finds it, and a wrong number says nothing', async ({ page }, info) => {
  const { slug, administrator, holder, number } = PLACES[info.project.name as keyof typeof PLACES];
  await newAdministrator(slug, administrator);
  await signIn(page, administrator);
  await post(page.request, '/api/v1/admin/registers/payments', {
    values: {
      issued_on: '2026-10-15',
      number,
      supplier_name: 'Ficticio Ruiz, Juan',
      supplier_ruc: '20100070970',
      holder_document: holder,
      description: 'Servicio de jardinería',
      amount_cents: 45000,
      means: 'check',
      state: 'ready',
    },
  });
  await visit(page, `/m/${slug}/pagos`);
  await page.getByRole('link', { name: /Vea su pago con su DNI/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Mi pago' })).toBeVisible();
  await page.getByLabel('Su DNI').fill(holder);
  await page.getByLabel('Número del pago').fill('0000000');
  await page.getByRole('button', { name: 'Ver mi pago' }).click();
  await expect(page.getByText('No hay un pago con esos datos')).toBeVisible();
  await page.getByLabel('Número del pago').fill(number);
  await page.getByRole('button', { name: 'Ver mi pago' }).click();
  await expect(page.getByRole('heading', { name: 'Su pago' })).toBeFocused();
  await expect(page.getByText('Listo para entrega')).toBeVisible();
  expect(page.url()).not.toContain(holder);
  await expectSound(page, 'payment-holder');
});

/** Another place for each width. */
const PLACES = {
  desktop: {
    slug: 'municastilla-piura',
    administrator: { name: 'Noemí Távara Ruiz', email: 'ntavara@municastilla.example', dni: '41771101' },
    holder: '41771102',
    number: '0007101',
  },
  phone: {
    slug: 'munilapunta',
    administrator: { name: 'Óscar Bendezú Lara', email: 'obendezu@munilapunta.example', dni: '41771103' },
    holder: '41771104',
    number: '0007102',
  },
};
