// Every public page: complete before any script, valid, taken over without a jump, for everybody.
import { expectValidHtml } from '../fixtures/html';
import { expectSound } from '../fixtures/sound';
import { sweep } from '../fixtures/sweep';
import { expect, takenOver, test, visit } from '../fixtures/test';

const PLATFORM = [
  '/',
  '/municipalidades',
  '/municipalidades?department=20',
  '/municipalidades?q=ninguna-se-llama-asi',
  '/calculadora-de-plazos',
  '/calculadora-de-plazos?start=2026-11-20&amount=10&unit=business_days&ubigeo=200101',
  '/solicitar-portal',
  '/seguimiento',
  '/desarrolladores',
  '/desarrolladores/confirmar',
  '/avisos-de-datos/confirmar',
  '/avisos-de-datos/terminar',
  '/gestion-de-intereses/respuesta',
  '/docs/errors',
  '/docs/errors/forbidden',
  '/ayuda',
  '/ayuda/portal_admin',
  '/verificar',
  '/verificar/DOC-2026-0000-0000',
  '/buscar',
  '/buscar?q=piura',
  '/acerca',
  '/registro-publico',
  '/registros',
  '/registros/obras?from=2026-01-01&cost_cents_min=100000',
  '/estado',
  '/privacidad',
  '/accesibilidad',
  '/no-existe',
];
const MUNICIPALITY = [
  '',
  '/acerca',
  '/ubicacion',
  '/oficinas',
  '/responsables',
  '/organigrama',
  '/videos',
  '/transparencia',
  '/agenda',
  '/privacidad',
  '/registro-publico',
  '/registros',
  '/registros/obras/graficos?from=2020-01-01',
  '/visitas',
  '/visitas?q=nadie-se-llama-asi&reason=personal&reason=audience',
  '/gestion-de-intereses',
  '/agenda-oficial',
  '/pagos',
  '/obras',
  '/buscar?q=oficina',
  '/paginas/transparencia',
  '/no-existe',
].map((path) => `/m/municallao${path}`);

for (const [whose, paths] of Object.entries({ platform: PLATFORM, municipality: MUNICIPALITY })) {
  test(`every page of the ${whose} is sound`, async ({ page }) => {
    await sweep(paths, async (path) => {
      await visit(page, path);
      await expectSound(page, `public${path.replace(/[^a-z0-9]+/gi, '-')}`);
    });
  });

  test(`every page of the ${whose} is valid and says what it is before any script`, async ({ request }, info) => {
    test.skip(info.project.name !== 'desktop', 'the server does not know how wide the screen is');
    await sweep(paths, async (path) => {
      const html = await (await request.get(path)).text();
      expect(html).toMatch(/<h1[\s>]/);
      expect(html).toMatch(/<title>[^<]+<\/title>/);
      await expectValidHtml(html, path);
    });
  });
}

/** Where the landmarks of the page lie. */
const LANDMARKS = () =>
  ['h1', 'main', 'footer'].map((name) => {
    const box = document.querySelector(name)?.getBoundingClientRect();
    return { name, top: Math.round(box?.top ?? -1), height: Math.round(box?.height ?? -1) };
  });

for (const path of ['/', '/municipalidades', '/solicitar-portal', '/m/municallao', '/m/municallao/oficinas']) {
  test(`the app takes over ${path} without a jump`, async ({ page }) => {
    const hold = { release: () => {} };
    const held = new Promise<void>((resolve) => (hold.release = resolve));
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(path);
    const before = await page.evaluate(LANDMARKS);
    hold.release();
    await takenOver(page);
    expect(await page.evaluate(LANDMARKS)).toEqual(before);
  });
}

test('what was typed before the app arrived is kept, and so is the focus', async ({ page }) => {
  const hold = { release: () => {} };
  const held = new Promise<void>((resolve) => (hold.release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/solicitar-portal');
  const ruc = page.getByLabel(/RUC de la municipalidad/);
  await ruc.fill('20154477374');
  hold.release();
  await takenOver(page);
  await expect(ruc).toHaveValue('20154477374');
  await expect(ruc).toBeFocused();
});
