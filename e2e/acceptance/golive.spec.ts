// A municipality goes live with its visitor register: stages with evidence, one that comes back, a question, production. The
// demo leaves one municipality at the beginning of its way, so the wide screen walks it and the phone asks.
import { expect as sure, type APIRequestContext, type Page } from '@playwright/test';
import { newAdministrator, newHolder } from '../fixtures/municipalities';
import { asBrowser, JULIA, MARCO, post, signIn } from '../fixtures/people';
import { SCAN } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

const PEOPLE = {
  desktop: {
    titular: { name: 'Rufina Mamani Copaja', email: 'rmamani@albarracin.example', dni: '41930011' },
    keeper: { name: 'Saúl Quispe Ticona', email: 'squispe@albarracin.example', dni: '41930022' },
    operator: JULIA,
  },
  phone: {
    titular: { name: 'Delia Choque Yufra', email: 'dchoque@albarracin.example', dni: '41930033' },
    keeper: { name: 'Abel Cutipa Liendo', email: 'acutipa@albarracin.example', dni: '41930044' },
    operator: MARCO,
  },
};

const PLAN = '/api/v1/admin/golive/visits';

/** What a stage asks for: days, numbers, and the kinds of evidence that it does not go without. */
const STAGES: Record<string, { form: Record<string, string>; people?: boolean; files?: string[]; sheet?: string; titular?: boolean }> = {
  designation: {
    form: {
      administrator: 'Quispe Ticona, Saúl', post: 'Especialista', resolution: 'Resolución 12-2026', resolution_date: '2026-01-05',
      link: 'CAS vigente', knowledge: 'Ofimática intermedia',
    },
    files: ['resolution', 'contract', 'knowledge'],
    titular: true,
  },
  induction: { form: { held_on: '2026-01-10', given_by: 'Equipo operador' }, people: true },
  staff_load: { form: { loaded_on: '2026-01-12', people: '4', letter: 'Oficio 3-2026' }, files: ['letter'], sheet: 'staff' },
  training: { form: { held_on: '2026-01-15', given_by: 'Quispe Ticona, Saúl', hours: '4' }, people: true, files: ['list'] },
  demo: { form: { finished_on: '2026-01-20' } },
  validation: { form: { validated_on: '2026-01-21' }, files: ['minutes'], titular: true },
  production_load: { form: { loaded_on: '2026-01-22', people: '4' } },
  production: { form: { starts_on: '2026-01-25', letter: 'Oficio 9-2026' }, files: ['letter'], titular: true },
};

/** The slug of the municipality that begins. */
async function beginner(request: APIRequestContext): Promise<string> {
  const found: { items: { slug: string; name: string }[] } = await (await request.get('/api/v1/municipalities?q=albarracin')).json();
  const slug = found.items.find((item) => item.name.includes('Albarracín'))?.slug;
  if (!slug) throw new Error('the demo has no municipality at the beginning of its way');
  return slug;
}

/** Sends a file for a form, and gives its id. */
async function sent(request: APIRequestContext, purpose: string): Promise<string> {
  const table = { name: 'personal.csv', mimeType: 'text/csv', buffer: Buffer.from('Nombre;Cargo\nUno;Dos\n') };
  const file = purpose === 'sheet' ? table : SCAN;
  const multipart = typeof file === 'string' ? { file: { name: 'oficio.pdf', mimeType: 'application/pdf', buffer: await read(file) } } : { file };
  const answer = await request.post(`/api/v1/admin/uploads/${purpose}`, { multipart, headers: asBrowser() });
  sure(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).id;
}

async function read(path: string): Promise<Buffer> {
  const { readFile } = await import('node:fs/promises');
  return readFile(path);
}

function stageOf(code: string) {
  const stage = STAGES[code];
  if (!stage) throw new Error(`no stage ${code}`);
  return stage;
}

/** Writes a stage through the API; its form was walked once on the screen. */
async function write(request: APIRequestContext, code: string): Promise<void> {
  const stage = stageOf(code);
  const evidence = [];
  for (const kind of stage.files ?? []) evidence.push({ kind, file_id: await sent(request, 'scan') });
  if (stage.sheet) evidence.push({ kind: stage.sheet, file_id: await sent(request, 'sheet') });
  const attendants = stage.people ? [{ name: 'Chávez Ficticia, Rosa', post: 'Mesa de partes' }] : [];
  const path = `${PLAN}/stages/${code}`;
  const etag = (await request.get(path)).headers()['etag'] ?? '';
  const headers = { ...asBrowser(), 'If-Match': etag };
  const saved = await request.put(path, { data: { form: stage.form, attendants, evidence }, headers });
  sure(saved.ok(), await saved.text()).toBe(true);
}

async function send(request: APIRequestContext, code: string): Promise<void> {
  const path = `${PLAN}/stages/${code}`;
  const etag = (await request.get(path)).headers()['etag'] ?? '';
  const answer = await request.post(`${path}/submission`, { headers: { ...asBrowser(), 'If-Match': etag } });
  sure(answer.ok(), await answer.text()).toBe(true);
}

/** Somebody of fiction comes and goes in training. */
async function practise(request: APIRequestContext): Promise<void> {
  const official = await post<{ id: string }>(request, '/api/v1/admin/visits/officials', {
    name: 'Rojas Ficticio, Teófilo', document_type: 'dni', document: '40999001', post: 'Gerente de Infraestructura',
    office: 'Gerencia de Infraestructura', resolution: 'Resolución de Alcaldía N.° 45-2026', valid_from: '2026-01-05',
  });
  const entered = await post<{ items: { id: string }[] }>(request, '/api/v1/admin/visits/entries', {
    visitors: [{ document_type: 'dni', document: '40999123', name: 'Practicante Ficticia, Zoila' }],
    meeting: { official_id: official.id, visitor_kind: 'natural_person', reason: 'work_meeting', place: 'Alcaldía' },
    is_training: true,
  });
  await post(request, '/api/v1/admin/visits/exits', { visits: [entered.items[0]?.id] });
}

/** The staff format is read on the screen, as offices have it: a title above, one person whose line says too little. */
async function loadStaff(page: Page): Promise<void> {
  const sheet = [
    'FORMATO DE PERSONAL;;;;;;;;',
    'N°;Unidad orgánica;Tipo de documento;Número de documento;Apellido paterno;Apellido materno;Nombres;Cargo;Resolución que designa',
    '1;Alcaldía;DNI;40999101;Tapia;Ficticia;Irma;Secretaria general;RA 2-2026',
    '2;Gerencia de Rentas;DNI;40999102;Choque;Ficticio;Bruno;Gerente de Rentas;RA 3-2026',
    '3;Gerencia de Rentas;DNI;;Vargas;;Sin documento;Cajero;RA 4-2026',
  ].join('\r\n');
  await visit(page, '/admin/visitas/funcionarios');
  await page.getByRole('link', { name: 'Importar el formato de personal' }).click();
  const file = { name: 'personal.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet, 'latin1') };
  await page.getByLabel('Archivo').setInputFiles(file);
  await expect(page.getByText('2 nuevos, 0 corregidos, 1 rechazados')).toBeVisible();
  await expectSound(page, 'staff-preview');
  await page.getByRole('button', { name: 'Importar 2 registros' }).click();
  await expect(page.getByText('Los cambios del archivo ya valen')).toBeVisible();
  await expectSound(page, 'staff-done');
  await visit(page, '/admin/visitas/funcionarios');
  await expect(page.getByRole('link', { name: 'Choque Ficticio, Bruno' })).toBeVisible();
}

async function ask(page: Page, width: string): Promise<void> {
  await visit(page, '/admin/puesta-en-marcha/designation');
  await expectSound(page, 'golive-stage');
  await page.getByRole('link', { name: 'Tengo una duda sobre esta etapa' }).click();
  await expect(page.getByText('Designación del administrador')).toBeVisible();
  await page.getByLabel('Asunto').fill(`Sobre el contrato (${width})`);
  await page.getByLabel('Su consulta').fill('¿Vale un contrato CAS a plazo fijo para la designación?');
  await expectSound(page, 'ticket-new');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await expect(page.getByRole('heading', { level: 2, name: `Sobre el contrato (${width})` })).toBeVisible();
  await expectSound(page, 'ticket-one');
}

test('a question about a stage is answered and closed', async ({ page }, info) => {
  const width = info.project.name as keyof typeof PEOPLE;
  const { titular, keeper, operator } = PEOPLE[width];
  await newAdministrator(await beginner(page.request), titular);
  await newHolder(titular, 'visits_admin', keeper);
  await signIn(page, keeper);
  await visit(page, '/admin/puesta-en-marcha');
  // One municipality cannot begin twice: the wide screen goes on, the narrow one may find it in production.
  const goesOn = width === 'desktop';
  if (goesOn) await expect(page.getByText('Aún no está en producción')).toBeVisible();
  await expectSound(page, 'golive');
  await ask(page, width);

  await signIn(page, operator);
  await visit(page, '/admin/consultas-de-municipalidades?estado=open');
  await expectSound(page, 'tickets-desk');
  await page.getByRole('link', { name: `Sobre el contrato (${width})` }).click();
  await page.getByLabel('Su respuesta').fill('Sí, mientras esté vigente.');
  await expectSound(page, 'ticket-answer');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await expect(page.getByText('Sí, mientras esté vigente.')).toBeVisible();

  await signIn(page, keeper);
  await visit(page, '/admin/consultas');
  await expectSound(page, 'tickets');
  await page.getByRole('link', { name: `Sobre el contrato (${width})` }).click();
  await expect(page.getByText('Sí, mientras esté vigente.')).toBeVisible();
  await page.getByRole('button', { name: 'Cerrar la consulta' }).click();
  await expect(page.getByText('Cerrada').first()).toBeVisible();

  if (goesOn) await goLive(page, PEOPLE.desktop);
});

async function goLive(page: Page, { titular, keeper, operator }: (typeof PEOPLE)['desktop']): Promise<void> {
  test.setTimeout(180_000);
  const slug = await beginner(page.request);
  await visit(page, `/m/${slug}/visitas`);
  await expect(page.getByText('aún no está en producción')).toBeVisible();

  // The first stage by hand: refused without its data, sent, sent back, sent again.
  await signIn(page, titular);
  await visit(page, '/admin/puesta-en-marcha/start_form');
  await page.getByRole('button', { name: 'Guardar y enviar al operador' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.getByLabel('Persona de contacto').fill('Mamani Copaja, Rufina');
  await page.getByLabel('Su cargo').fill('Secretaria general');
  await page.getByLabel('Su correo institucional').fill('rmamani@albarracin.example');
  await page.getByLabel('Puertas por donde ingresan visitas').fill('2');
  await page.locator('input[type=file]').setInputFiles(SCAN);
  await expect(page.getByText('Recibido', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Guardar y enviar al operador' }).click();
  await expect(page.getByText('Espera al operador')).toBeVisible();
  await expectSound(page, 'golive-stage-sent');

  await signIn(page, operator);
  await visit(page, '/admin/puestas-en-marcha?pendientes=true');
  await expectSound(page, 'golives');
  await page.getByRole('link', { name: /Albarracín/ }).click();
  await expect(page.getByRole('heading', { name: 'Formulario de inicio' })).toBeVisible();
  await page.getByText('Devolver «Formulario de inicio»').click();
  await page.getByLabel('Motivo').fill('Falta decir cómo se registran hoy las visitas');
  await expectSound(page, 'golive-desk');
  await page.getByRole('button', { name: 'Devolver la etapa' }).click();
  await expect(page.getByText('Devuelta')).toBeVisible();

  await signIn(page, titular);
  await visit(page, '/admin/puesta-en-marcha');
  await expect(page.getByText('Falta decir cómo se registran hoy las visitas').first()).toBeVisible();
  await page.getByRole('link', { name: 'Ir a la etapa' }).click();
  await page.getByLabel('Cómo se registran hoy las visitas').fill('En un cuaderno');
  await page.getByRole('button', { name: 'Guardar y enviar al operador' }).click();
  await expect(page.getByText('Espera al operador')).toBeVisible();

  await signIn(page, operator);
  await visit(page, '/admin/puestas-en-marcha?pendientes=true');
  await page.getByRole('link', { name: /Albarracín/ }).click();
  await page.getByRole('button', { name: 'Aceptar «Formulario de inicio»' }).click();
  await expect(page.getByRole('button', { name: 'Aceptar «Formulario de inicio»' })).toHaveCount(0);

  // The others in the same way, by the API.
  const list: { items: { municipality_id: string; slug: string }[] } = await (
    await page.request.get('/api/v1/platform/golive?q=albarracin')
  ).json();
  const id = list.items.find((item) => item.slug === slug)?.municipality_id;
  for (const code of Object.keys(STAGES)) {
    await signIn(page, keeper);
    if (code === 'staff_load') await loadStaff(page);
    if (code === 'demo') await practise(page.request);
    await write(page.request, code);
    if (stageOf(code).titular) await signIn(page, titular);
    await send(page.request, code);
    await signIn(page, operator);
    await post(page.request, `/api/v1/platform/golive/${id}/visits/stages/${code}/acceptance`, {});
  }

  await signIn(page, keeper);
  await visit(page, '/admin/puesta-en-marcha');
  await expect(page.getByText('En producción desde')).toBeVisible();
  await expect(page.getByText('Lo que sigue: Gestión de intereses')).toBeVisible();
  await visit(page, '/admin/visitas/puerta');
  await expect(page.getByLabel('Practicar sin publicar')).toBeVisible();
  await visit(page, `/m/${slug}/visitas`);
  await expect(page.getByText('aún no está en producción')).toHaveCount(0);
}
