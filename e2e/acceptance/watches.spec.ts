// A neighbour asks to be told of changes, confirms by the link of his mail, and ends it by another; no script is needed there.
import { linkIn, mailTo } from '../fixtures/mails';
import { expectSound } from '../fixtures/sound';
import { expect, test, visit } from '../fixtures/test';

test('a neighbour is told of changes only after he confirmed, and ends it by one click', async ({ page, browser }, info) => {
  const email = `vecina-${info.project.name}@correo.example`;
  await visit(page, '/m/municallao/visitas?reason=audience');
  await page.getByText('Recibir avisos por correo').click();
  await page.getByRole('button', { name: 'Pedir los avisos' }).click();
  await expect(page.locator('#error-summary')).toBeFocused();
  await page.getByLabel('Correo', { exact: true }).fill(email);
  await page.getByLabel('Una vez por hora').check();
  await page.getByLabel('Quiero recibir estos avisos en mi correo').check();
  await page.getByRole('button', { name: 'Pedir los avisos' }).click();
  await expect(page.getByText('Revise su correo')).toBeVisible();
  await expectSound(page, 'watch-asked');

  const confirm = linkIn(await mailTo(email, /avisos-de-datos\/confirmar/), /avisos-de-datos\/confirmar/);
  await visit(page, confirm);
  await expectSound(page, 'watch-confirm');
  const plain = await browser.newContext({ baseURL: process.env.MUNICA_ORIGIN, javaScriptEnabled: false });
  const mailed = await plain.newPage();
  await mailed.goto(confirm);
  await mailed.getByRole('button', { name: 'Confirmar' }).click();
  await expect(mailed.getByText('Los avisos están en marcha')).toBeVisible();
  // Again it changes nothing.
  await mailed.goto(confirm);
  await expect(mailed.getByRole('button', { name: 'Confirmar' })).toHaveCount(0);
  await plain.close();
  await visit(page, confirm);
  await expect(page.getByText('Los avisos están en marcha')).toBeVisible();

  // A link that nobody was sent.
  await visit(page, '/avisos-de-datos/terminar/AAAA');
  await expect(page.getByText('El enlace ya no sirve')).toBeVisible();
  await expectSound(page, 'watch-gone');
});
