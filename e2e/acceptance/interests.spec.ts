// Gestión de intereses: a resolution says who decides, an act is recorded from a visit, the official answers by the link of
// his mail, and the public reads it; an activity is announced, and the public reads that too.
import { linkIn, mailTo } from '../fixtures/mails';
import { newAdministrator, newHolder } from '../fixtures/municipalities';
import { post, signIn } from '../fixtures/people';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

/** Places and people of their own for each width. */
const PLACES = {
  desktop: {
    slug: 'municastilla-piura',
    administrator: { name: 'Irma Sullón Chero', email: 'isullon@municastilla.example', dni: '43770011' },
    keeper: { name: 'Jaime Yovera Inga', email: 'jyovera@municastilla.example', dni: '43770022' },
    official: '43770033',
    manager: '43770044',
  },
  phone: {
    slug: 'munilapunta',
    administrator: { name: 'Lidia Arce Torres', email: 'larce@munilapunta.example', dni: '43880011' },
    keeper: { name: 'Mario Cueto Díaz', email: 'mcueto@munilapunta.example', dni: '43880022' },
    official: '43880033',
    manager: '43880044',
  },
};

// The second one works with the people of the first.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

test('an act from a visit is confirmed by its official and read by everybody', async ({ page }, info) => {
  const { slug, administrator, keeper, official, manager } = PLACES[info.project.name as keyof typeof PLACES];
  const mail = `obras-${info.project.name}@correo.example`;
  await newAdministrator(slug, administrator);
  await newHolder(administrator, 'visits_admin', keeper);
  await signIn(page, keeper);

  await visit(page, '/admin/visitas/funcionarios/nuevo');
  await page.getByLabel('Apellidos y nombres').fill('Medina Ficticia, Rosa');
  await page.getByLabel('Número de documento').fill(official);
  await page.getByLabel('Cargo', { exact: true }).fill('Gerente de Desarrollo Urbano');
  await page.getByLabel('Oficina', { exact: true }).fill('Gerencia de Desarrollo Urbano');
  await page.getByLabel('Resolución que lo designa').fill('Resolución de Alcaldía N.° 45-2026');
  await page.getByLabel('Primer día en el cargo').fill('2026-01-05');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('link', { name: 'Medina Ficticia, Rosa' })).toBeVisible();

  // Who decides.
  await visit(page, '/admin/intereses/sujetos');
  await expectSound(page, 'capacities-empty');
  await page.getByRole('link', { name: 'Agregar capacidad de decisión' }).click();
  await page.getByLabel('Funcionario', { exact: true }).selectOption({ label: 'Medina Ficticia, Rosa – Gerente de Desarrollo Urbano' });
  await page.getByLabel('Resolución que la reconoce').fill('Resolución de Alcaldía N.° 51-2026');
  await page.getByLabel('Primer día').fill('2026-01-06');
  await page.getByLabel('Correo institucional').fill(mail);
  await expectSound(page, 'capacity-new');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: 'Medina Ficticia, Rosa' }).click();
  await expect(page.getByText('Resolución de Alcaldía N.° 51-2026')).toBeVisible();
  await expectSound(page, 'capacity-one');

  // A visit that is over, and in one step its act.
  const now = new Date().toISOString();
  const { items } = await (await page.request.get('/api/v1/admin/visits/officials?q=urbano')).json();
  await post(page.request, '/api/v1/admin/visits/entries', {
    visitors: [{ document_type: 'dni', document: manager, name: 'Zegarra Ficticia, Ana' }],
    meeting: {
      official_id: items[0].id,
      visitor_kind: 'natural_person',
      reason: 'interest_management',
      reason_detail: 'Licencia de edificación del terminal',
    },
    entered_at: now,
    exited_at: now,
  });
  await visit(page, '/admin/visitas/dia');
  await page.getByRole('link', { name: 'Anotar gestión Zegarra Ficticia, Ana' }).click();
  await expect(page.getByText('De la visita de Zegarra Ficticia, Ana')).toBeVisible();
  await expect(page.getByLabel('Número de documento')).toHaveValue(manager);
  await expectSound(page, 'act-from-visit');
  await page.getByRole('button', { name: 'Anotar el acto' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.getByLabel('Decisión que se busca').fill('Que se apruebe la licencia');
  await page.getByRole('button', { name: 'Anotar el acto' }).click();
  await expect(page).toHaveURL(/\/admin\/registros\/gestion-de-intereses\//);

  // The official answers; opening the link answers nothing.
  const asked = /gestion-de-intereses\/respuesta/;
  const link = linkIn(await mailTo(mail, asked), asked);
  await visit(page, link);
  await expect(page.getByText('Licencia de edificación del terminal')).toBeVisible();
  await expectSound(page, 'interest-answer');
  await page.getByRole('button', { name: 'Confirmar el acto' }).click();
  await expect(page.getByText('Usted confirmó este acto')).toBeVisible();
  await visit(page, '/gestion-de-intereses/respuesta');
  await expect(page.getByText('El enlace ya no sirve')).toBeVisible();
  await expectSound(page, 'interest-answer-gone');

  // Everybody reads it, without the number of who managed.
  await visit(page, `/m/${slug}/gestion-de-intereses`);
  await expectSound(page, 'interest-acts');
  await page.getByRole('link', { name: 'Licencia de edificación del terminal' }).first().click();
  await expect(page.getByText('Confirmado', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(manager)).toHaveCount(0);
  await page.getByRole('link', { name: 'Ver visita' }).click();
  await expect(page.getByRole('heading', { name: 'Gestión de intereses' })).toBeVisible();
  await expectSound(page, 'visit-with-act');
});

test('what an official announces is public, with what became of it', async ({ page }, info) => {
  const { slug, keeper } = PLACES[info.project.name as keyof typeof PLACES];
  await signIn(page, keeper);
  await visit(page, '/admin/intereses/agenda');
  await expectSound(page, 'agenda-empty');
  await page.getByRole('link', { name: 'Anunciar actividad' }).click();
  await page.getByLabel('Funcionario', { exact: true }).selectOption({ label: 'Medina Ficticia, Rosa – Gerente de Desarrollo Urbano' });
  await page.getByLabel('Actividad', { exact: true }).fill('Visita a la obra del malecón');
  await page.getByLabel('Tipo de actividad').selectOption('works_visit');
  await page.getByLabel('Día', { exact: true }).fill('2030-01-15');
  await page.getByLabel('Hora de inicio').fill('09:30');
  await page.getByLabel('Fuera de la sede').check();
  await expectSound(page, 'agenda-new');
  await page.getByRole('button', { name: 'Publicar' }).click();
  await expect(page.getByText('Programada')).toBeVisible();
  await expectSound(page, 'agenda-item');
  await page.getByText('Cancelar la actividad').first().click();
  await page.getByLabel('Motivo', { exact: true }).last().fill('La obra está paralizada');
  await page.getByRole('button', { name: 'Cancelar la actividad' }).click();
  await expect(page.getByText('Cancelada')).toBeVisible();

  await visit(page, `/m/${slug}/agenda-oficial`);
  await expectSound(page, 'official-agenda');
  await page.getByRole('link', { name: 'Visita a la obra del malecón' }).first().click();
  await expect(page.getByText('La obra está paralizada').first()).toBeVisible();
  await visit(page, '/admin/intereses/actos/nuevo');
  await expectSound(page, 'act-new');
});
