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
  const plain = await browser.newContext({ baseURL: process.env.MUNICA_ORIGIN, javaScriptEnabled: false });
  const mailed = await plain.newPage();
  await mailed.goto(confirm);
  await mailed.getByRole('button', { name: 'Confirmar' }).click();
  await expect(mailed.getByText('Los avisos están en marcha')).toBeVisible();
  // The link worked once.
  await mailed.goto(confirm);
  await expect(mailed.getByText('El enlace ya no sirve')).toBeVisible();
  await plain.close();
});
