// The desk at the door: a known visitor comes in by two Enters, leaves by one click, and the public reads it.
import { newAdministrator, newHolder } from '../fixtures/municipalities';
import { signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

/** Places and people of their own for each width. */
const PLACES = {
  desktop: {
    slug: 'municastilla-piura',
    administrator: { name: 'Nora Palacios Yarlequé', email: 'npalacios@municastilla.example', dni: '41660011' },
    keeper: { name: 'Óscar Timaná Chiroque', email: 'otimana@municastilla.example', dni: '41660022' },
  },
  phone: {
    slug: 'munilapunta',
    administrator: { name: 'Carla Ugarte Solís', email: 'cugarte@munilapunta.example', dni: '41550033' },
    keeper: { name: 'Hugo Benavente Ríos', email: 'hbenavente@munilapunta.example', dni: '41550044' },
  },
};

test('somebody known comes in by two Enters and goes out by one click', async ({ page }, info) => {
  const { slug, administrator, keeper } = PLACES[info.project.name as keyof typeof PLACES];
  await newAdministrator(slug, administrator);
  await newHolder(administrator, 'visits_admin', keeper);
  await signIn(page, keeper);

  await visit(page, '/admin/visitas/funcionarios');
  await expectSound(page, 'officials-empty');
  await page.getByRole('link', { name: 'Agregar funcionario' }).click();
  await page.getByLabel('Apellidos y nombres').fill('Rojas Ficticio, Teófilo');
  await page.getByLabel('Número de documento').fill('40999001');
  await page.getByLabel('Cargo', { exact: true }).fill('Gerente de Infraestructura');
  await page.getByLabel('Oficina', { exact: true }).fill('Gerencia de Infraestructura');
  await page.getByLabel('Resolución que lo designa').fill('Resolución de Alcaldía N.° 45-2026');
  await page.getByLabel('Primer día en el cargo').fill('2026-01-05');
  await expectSound(page, 'official-new');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: 'Rojas Ficticio, Teófilo' }).click();
  await expect(page.getByLabel('Cargo', { exact: true })).toHaveValue('Gerente de Infraestructura');
  await expectSound(page, 'official-one');

  // The first time everything is written.
  await visit(page, '/admin/visitas/puerta');
  const document = page.getByLabel('Número de documento').first();
  await expect(document).toBeFocused();
  await expectSound(page, 'door-empty');
  await document.fill('40765432');
  await document.press('Enter');
  await expect(page.getByText('No se consultó a ningún servicio de identidad')).toBeVisible();
  const name = page.getByLabel('Apellidos y nombres').first();
  await expect(name).toBeFocused();
  await name.fill('Fernández Ficticia, Luz');
  await page.getByRole('button', { name: 'Anotar ingreso' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  const official = page.getByRole('combobox', { name: 'Funcionario visitado' });
  await official.fill('infraestructura');
  await official.press('ArrowDown');
  await official.press('Enter');
  await page.getByLabel('Motivo', { exact: true }).selectOption('work_meeting');
  await page.getByLabel('Menores de edad').fill('1');
  await page.getByRole('button', { name: 'Anotar ingreso' }).click();
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();
  await expect(page.getByText('y un menor de edad')).toBeVisible();
  await expectSound(page, 'door');

  // A click out, a click back, and out again.
  const inside = page.getByRole('region', { name: 'Una persona adentro' });
  await inside.getByRole('button', { name: /Marcar salida/ }).click();
  await expect(page.getByText('No hay visitas adentro')).toBeVisible();
  await page.getByRole('button', { name: 'Sigue adentro' }).click();
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();
  await page.getByRole('button', { name: /Marcar salida/ }).click();
  await expect(page.getByText('No hay visitas adentro')).toBeVisible();

  // The second time two Enters do it, as a scanner sends them.
  await document.focus();
  await page.keyboard.type('40765432');
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('Fernández Ficticia, Luz');
  await expect(page.getByRole('button', { name: 'Anotar ingreso' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();
  await expect(document).toBeFocused();

  await page.getByRole('link', { name: 'Fotocheck' }).click();
  await expect(page.getByRole('img', { name: 'Código para marcar la salida' })).toBeVisible();
  await expectSound(page, 'visit-badge');

  await visit(page, '/admin/visitas/dia');
  await expect(page.getByRole('heading', { name: 'Sin hora de salida' })).toBeVisible();
  await expectSound(page, 'visits-day');
  await page.getByRole('link', { name: 'Fernández Ficticia, Luz' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Corregir una visita' })).toBeVisible();
  await expectSound(page, 'visit-correct');
  await visit(page, '/admin/visitas/ajustes');
  await expectSound(page, 'visit-settings');
  await visit(page, '/admin/visitas/archivo-oficial?desde=2026-01-01&hasta=2026-12-31');
  await expect(page.getByRole('link', { name: 'Descargar el archivo de carga' })).toBeVisible();
  await expectSound(page, 'visit-upload');

  await visit(page, `/m/${slug}/visitas`);
  await expect(page.getByText('Fernández Ficticia, Luz').first()).toBeVisible();
  await expect(page.getByText('40765432')).toHaveCount(0);

  // What is practised at the door is never public.
  await visit(page, '/admin/visitas/puerta');
  await page.getByLabel('Practicar sin publicar').check();
  await expect(page.getByText('nunca se publica')).toBeVisible();
  // Whoever writes on while the document is looked up is not taken out of his field.
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/visits/lookup', async (route) => {
    await held;
    await route.continue();
  });
  await document.fill('40123999');
  await page.keyboard.press('Enter');
  await name.fill('Practicada Ficticia, Zoila');
  await official.fill('rojas');
  await official.press('ArrowDown');
  answer();
  await expect(page.getByText('No se consultó a ningún servicio de identidad')).toBeVisible();
  await expect(official).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('Practicada Ficticia, Zoila');
  await page.getByLabel('Motivo', { exact: true }).selectOption('procedure');
  await page.getByRole('button', { name: 'Anotar ingreso' }).click();
  await expect(page.getByRole('heading', { name: 'Una persona adentro' })).toBeVisible();
  await visit(page, `/m/${slug}/visitas?q=practicada`);
  await expect(page.getByText('Practicada Ficticia')).toHaveCount(0);
});
