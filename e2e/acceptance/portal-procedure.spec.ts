// A municipality asks for its portal, two operators grant it, its administrator configures it, a neighbour sees it.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { linkIn, mailTo } from '../fixtures/mails';
import { JULIA, MARCO, PASSWORD, signIn } from '../fixtures/people';
import { fillDesignation, fillMunicipality, fillPerson, goOn, SCAN, send, TAMBO_GRANDE, track, type Portal } from '../fixtures/request-form';
import { expectSound } from '../fixtures/sound';
import { expect, takenOver, test, visit } from '../fixtures/test';
import { care } from '../journeys/care';
import { ownDomain } from '../journeys/own-domain';
import { setUp } from '../journeys/set-up';

/** Each screen width asks for a portal of its own: both walk at the same time on one server. */
const APPLICANTS: Record<string, Portal> = {
  desktop: TAMBO_GRANDE,
  phone: {
    typed: 'catacaos',
    district: 'Catacaos, Piura, Piura',
    given: 'Luis Alberto',
    family: 'Pingo Yarlequé',
    dni: '40223344',
    email: 'lpingo@municatacaos.example',
    slug: 'municatacaos',
    name: 'Municipalidad Distrital de Catacaos',
  },
};
const COAT_OF_ARMS = fileURLToPath(new URL('../files/escudo.png', import.meta.url));
const MISSING = 'La resolución no muestra la firma del alcalde. Vuelva a escanearla completa.';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

let who: Portal;
let code = '';

test.beforeEach(({}, info) => {
  who = APPLICANTS[info.project.name] as Portal;
});

test('the responsible person asks for the portal, and the form helps on the way', async ({ page }) => {
  await visit(page, '/solicitar-portal');
  await goOn(page);
  await expect(page.getByRole('link', { name: 'Nivel de la municipalidad: Complete este campo.' })).toBeVisible();
  await expectSound(page, 'request-place-errors');
  await fillMunicipality(page, who);
  await expect(page.getByRole('heading', { name: 'Persona responsable' })).toBeFocused();
  await goOn(page);
  await expect(page.locator('#error-summary')).toBeFocused();
  await expectSound(page, 'request-person-errors');
  await fillPerson(page, who);
  await goOn(page);
  await expectSound(page, 'request-designation-errors');
  await page.getByLabel('Documento escaneado').setInputFiles({
    name: 'carta.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ no es un PDF'),
  });
  await expect(page.getByText(/No reconocemos este tipo de archivo/)).toBeVisible();
  await fillDesignation(page);
  await expect(page.getByText(who.name)).toBeVisible();
  await expectSound(page, 'request-review');
  code = await send(page);
  await expectSound(page, 'request-receipt');
  await mailTo(who.email, new RegExp(code));
});

test('nobody follows a request without its code and its document number', async ({ page }) => {
  await visit(page, `/seguimiento?codigo=${code}`);
  await track(page, code, '40998877');
  await expect(page.getByText('No hay una solicitud con esos datos')).toBeVisible();
  await expectSound(page, 'tracking-refused');
  await track(page, code.toLowerCase(), who.dni);
  await expect(page.getByRole('heading', { level: 1, name: who.name })).toBeVisible();
  await expectSound(page, 'tracking');
  await page.getByText(/^DOC-2026-/).click();
  await expect(page.getByText('Vigente', { exact: true })).toBeVisible();
  await expectSound(page, 'document');
});

test('an operator takes the request and sends it back with what is missing', async ({ page }) => {
  await signIn(page, JULIA);
  await openRequest(page);
  await expectSound(page, 'desk-request');
  await step(page, 'Tomar en revisión');
  await page.getByRole('button', { name: 'Observar' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Qué debe saber quien la presentó')).toBeFocused();
  await dialog.getByRole('button', { name: 'Observar' }).click();
  await expect(dialog.getByText('Escriba el motivo.').first()).toBeVisible();
  await dialog.getByLabel('Qué debe saber quien la presentó').fill(MISSING);
  await dialog.getByRole('button', { name: 'Observar' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('Observada', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(MISSING)).toBeVisible();
});

test('code and number show what is missing and have the mail sent again, no more', async ({ page }) => {
  await visit(page, `/seguimiento?codigo=${code}`);
  await track(page, code, who.dni);
  await expect(page.getByText(MISSING).first()).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await page.getByRole('button', { name: 'Enviar el correo otra vez' }).click();
  await expect(page.getByText(/en unos minutos llega el correo con el enlace/)).toBeVisible();
  await expectSound(page, 'tracking-observed');
});

test('the responsible person corrects the request by the link of the mail, with all that was typed', async ({ page }) => {
  const mail = await mailTo(who.email, /falta corregir/);
  expect(mail).toContain(MISSING);
  const link = linkIn(mail, /seguimiento\/corregir/);
  await visit(page, link);
  await page.getByRole('button', { name: 'Abrir la solicitud' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Corregir la solicitud' })).toBeFocused();
  await expect(page.getByText(MISSING)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Distrital' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Distrito' })).toHaveValue(who.district);
  await expectSound(page, 'correction');
  await goOn(page);
  await expect(page.getByLabel('Nombres')).toHaveValue(who.given);
  await expect(page.getByLabel('Apellidos')).toHaveValue(who.family);
  await expect(page.getByLabel('Correo institucional')).toHaveValue(who.email);
  await goOn(page);
  await expect(page.getByLabel('Número del documento')).toHaveValue('012-2026-A');
  await expect(page.getByText(/Se conserva el documento que ya envió/)).toBeVisible();
  await page.getByLabel('Documento escaneado').setInputFiles(SCAN);
  await expect(page.getByText('Recibido', { exact: true })).toBeVisible();
  await goOn(page);
  expect(await send(page)).toBe(code);
  await visit(page, link);
  await page.getByRole('button', { name: 'Abrir la solicitud' }).click();
  await expect(page.getByText('Este enlace ya no sirve')).toBeVisible();
});

test('whoever proposes the approval cannot grant it; a second operator does', async ({ page }) => {
  await signIn(page, JULIA);
  await openRequest(page);
  await expect(page.getByRole('row', { name: /Documento escaneado/ })).toBeVisible();
  await expectSound(page, 'desk-corrected');
  await step(page, 'Tomar en revisión');
  await step(page, 'Proponer la aprobación');
  await page.getByRole('button', { name: 'Aprobar y crear el portal' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Aprobar y crear el portal' }).click();
  await expect(dialog.getByText(/Usted propuso la aprobación/)).toBeVisible();

  await signIn(page, MARCO);
  await openRequest(page);
  await step(page, 'Aprobar y crear el portal');
  await expect(page.getByText('Portal creado', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: `/m/${who.slug}` })).toBeVisible();
});

test('the mails of the demo can be read by its operators', async ({ page }) => {
  await mailTo(who.email, /invitacion/);
  await signIn(page, MARCO);
  await visit(page, '/admin/correos');
  await page.getByRole('row', { name: new RegExp(`Su cuenta en Munica.*${who.email}`, 's') }).getByRole('link').first().click();
  await expect(page.getByText(/admin\/invitacion\//)).toBeVisible();
  await expectSound(page, 'mail');
});

test('the administrator makes the account the mail invites to', async ({ page }) => {
  await visit(page, linkIn(await mailTo(who.email, /invitacion/), /invitacion/));
  await expect(page.getByText('Responsable del portal')).toBeVisible();
  await page.getByLabel('Contraseña nueva', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
  await page.getByRole('link', { name: 'Ingresar' }).click();
  await page.getByLabel('Correo institucional').fill(who.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Ingresar' }).click();
  await takenOver(page);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Aceptar la declaración' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hoy' })).toBeVisible();
  await visit(page, '/admin/portal');
  await expectSound(page, 'set-up');
});

test('a colour that cannot be read is refused with the nearest that can, and the neighbour sees the new one at once', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/portal/apariencia');
  await page.getByLabel('Código del color').fill('#ffee00');
  await expect(page.getByText(/Este color no se puede guardar/)).toBeVisible();
  await expectSound(page, 'appearance-refused');
  await page.getByRole('button', { name: /^Usar #/ }).click();
  await expect(page.getByText(/Este color no se puede guardar/)).toBeHidden();
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Se guardó y ya se ve en el portal.').first()).toBeVisible();
  await visit(page, `/m/${who.slug}`);
  await expectSound(page, 'portal-yellow');

  await visit(page, '/admin/portal/apariencia');
  await page.getByLabel('Código del color').fill('#7a1f3d');
  await page.getByLabel(/Frase sobre la municipalidad/).fill('Tierra del mango y el limón.');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Se guardó y ya se ve en el portal.').first()).toBeVisible();
  await visit(page, `/m/${who.slug}`);
  await expect(page.getByText('Tierra del mango y el limón.')).toBeVisible();
  await expectSound(page, 'portal-dressed');
});

test('the menu is put in order by keys, and the focus goes along', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/portal/menu');
  const up = page.getByRole('button', { name: 'Subir «Datos personales»' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Videos' }).getByRole('button', { name: /^Bajar/ })).toBeDisabled();
  await expect(up).toBeFocused();
  // Past the agenda, past transparency, to the top.
  for (const above of ['Agenda', 'Transparencia']) {
    await page.keyboard.press('Enter');
    await expect(order(page, 'Datos personales', above)).toBeAttached();
    await expect(up).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(up).toBeDisabled();
  await expectSound(page, 'menu-order');
  await page.getByRole('link', { name: 'Agregar al menú' }).click();
  await page.getByLabel('Texto').fill('Turismo');
  await page.getByLabel(/Adónde lleva/).fill('paginas/no-existe');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText(/no tiene la página «paginas\/no-existe»/).first()).toBeVisible();
  await page.getByLabel(/Adónde lleva/).fill('paginas/acerca');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Menú', exact: true })).toBeVisible();
  const answer = await page.request.get(`/m/${who.slug}`);
  const html = await answer.text();
  expect(html, `${answer.status()}`).toContain('>Transparencia<');
  expect(html.indexOf('>Datos personales<')).toBeLessThan(html.indexOf('>Transparencia<'));
  expect(html).toContain(`/m/${who.slug}/paginas/acerca`);
});

test('a page, an office, a unit, a video, the contact and the weather are public as soon as they are saved', async ({ page }) => {
  await signIn(page, who);
  const save = async () => {
    await page.getByRole('button', { name: 'Guardar' }).click();
    await expect(page.getByText('Se guardó y ya se ve en el portal.').first()).toBeVisible();
  };
  const sees = async (path: string, text: string) => {
    const html = await (await page.request.get(`/m/${who.slug}${path}`)).text();
    expect(html, path).toContain(text);
  };

  await visit(page, '/admin/portal/paginas/nuevo');
  await page.getByLabel('Título').fill('Turismo en el valle');
  await page.getByLabel('Título').blur();
  await expect(page.getByLabel('Dirección de la página')).toHaveValue('turismo-en-el-valle');
  await page.getByLabel('Dirección de la página').fill('turismo');
  await page.getByLabel('Resumen').fill('Qué ver en el valle y cuándo venir.');
  await page.getByRole('textbox', { name: 'Texto de la página' }).fill('## Fiestas\n\nLa **feria** del mango es en enero.\n\n<script>1</script>');
  await page.getByRole('tab', { name: 'Vista previa' }).click();
  await expect(page.getByRole('heading', { name: 'Fiestas' })).toBeVisible();
  await expectSound(page, 'page-preview');
  await save();
  await sees('/paginas/turismo', '<strong>feria</strong>');

  await visit(page, '/admin/portal/oficinas/nuevo');
  await page.getByLabel('Nombre de la oficina').fill('Mesa de Partes');
  await page.getByLabel('Dirección').fill('Plaza de Armas 100');
  await page.getByLabel(/Latitud/).fill('100');
  await page.getByLabel(/Longitud/).fill('-80.34');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText(/En el Perú la latitud va de/).first()).toBeVisible();
  await expect(page.getByLabel('Nombre de la oficina')).toHaveValue('Mesa de Partes');
  await page.getByLabel(/Latitud/).fill('-4.93');
  await expect(page.locator('.has-error')).toHaveCount(0);
  await save();
  await sees('/oficinas', 'Mesa de Partes');

  await visit(page, '/admin/portal/unidades/nuevo');
  await page.getByLabel('Nombre de la unidad').fill('Subgerencia de Turismo');
  await page.getByLabel('Siglas').fill('SGT');
  await save();
  await sees('/organigrama', 'Subgerencia de Turismo');

  await visit(page, '/admin/portal/videos/nuevo');
  await page.getByLabel('Título', { exact: true }).fill('Rendición de cuentas');
  await page.getByLabel('Dirección del video').fill('https://video.example/1');
  await page.getByLabel('Fecha de publicación').fill('2026-11-01');
  await page.getByLabel('El video tiene subtítulos').check();
  await save();
  await sees('/videos', 'Rendición de cuentas');

  await visit(page, '/admin/portal/contacto');
  await page.getByLabel(/Dirección/).fill('Plaza de Armas s/n');
  await page.getByLabel(/Teléfono/).fill('073 368 000');
  await save();
  await sees('', 'Plaza de Armas s/n');

  await visit(page, '/admin/portal/clima');
  await page.getByLabel('Clima').fill('Soleado, 33 °C');
  await page.getByLabel('Fuente').fill('Senamhi');
  await save();
  await sees('', 'Soleado, 33 °C');
});

test('a designated person stands on the public page until the role is ended', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/usuarios/nuevo');
  await page.getByLabel('Nombres y apellidos').fill('Marta Sosa Ruiz');
  // Another person for each width: a document belongs to one account.
  await page.getByLabel('Número de documento').fill(who.dni.replace(/^4/, '5'));
  await page.getByLabel('Correo institucional').fill(`msosa@${who.slug}.example`);
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: 'Responsable del Portal de Transparencia' });
  await page.getByLabel('Número de la resolución').fill('015-2026-A');
  await page.getByLabel('Fecha del documento').fill('2026-11-03');
  await page.getByRole('button', { name: 'Invitar y asignar un rol' }).click();
  await expect(page.getByRole('row', { name: /Marta Sosa Ruiz/ })).toBeVisible();
  await expectSound(page, 'people');
  await visit(page, `/m/${who.slug}/responsables`);
  await expect(page.getByRole('main').getByText('Marta Sosa Ruiz')).toBeVisible();

  await visit(page, '/admin/usuarios');
  await page.getByRole('row', { name: /Marta Sosa Ruiz/ }).getByRole('button', { name: 'Terminar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Motivo').fill('Cese, Resolución 020-2026-A');
  await expectSound(page, 'end-of-role');
  await dialog.getByRole('button', { name: 'Terminar' }).click();
  await expect(dialog).toBeHidden();
  await visit(page, `/m/${who.slug}/responsables`);
  await expect(page.getByText('Marta Sosa Ruiz')).toHaveCount(0);
});

test('what was typed is not lost by a click elsewhere', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/portal/contacto');
  await page.getByLabel(/Dirección/).fill('Jirón Nuevo 200');
  const asked: string[] = [];
  page.once('dialog', async (dialog) => {
    asked.push(dialog.message());
    await dialog.dismiss();
  });
  await page.locator('.staff__place').click();
  expect(asked).toEqual(['Hay cambios sin guardar. ¿Salir y perderlos?']);
  await expect(page).toHaveURL(/contacto/);
  await expect(page.getByLabel(/Dirección/)).toHaveValue('Jirón Nuevo 200');
});

test('the coat of arms is sent, described and shown', async ({ page }) => {
  await signIn(page, who);
  await visit(page, '/admin/portal/apariencia');
  await page.locator('input[type=file]').first().setInputFiles(COAT_OF_ARMS);
  await expect(page.getByText('Recibido', { exact: true })).toBeVisible();
  await page.getByLabel('Qué muestra la imagen').first().fill('Un sol sobre un campo rojo');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.getByText('Se guardó y ya se ve en el portal.').first()).toBeVisible();
  await visit(page, `/m/${who.slug}`);
  const arms = page.locator('.site-header__name img');
  await expect(arms).toBeVisible();
  expect(await arms.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expectSound(page, 'portal-with-arms');
});

setUp(() => who);
care(() => who);
ownDomain(() => who);

/** The second of two lines of a list, where it follows the first. */
function order(page: Page, first: string, second: string) {
  const line = (name: string) => `li[contains(., "${name}")]`;
  return page.locator(`xpath=//main//${line(first)}/following-sibling::${line(second)}`);
}

async function openRequest(page: Page): Promise<void> {
  await visit(page, '/admin/solicitudes');
  await page.getByRole('link', { name: who.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: who.name })).toBeVisible();
}

/** A step without a note: asked in a dialog, done there, and the focus on the request as it stands now. */
async function step(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}
