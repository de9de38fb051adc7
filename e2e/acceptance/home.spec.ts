// The first page: whoever comes here sees what it is, with and without script, with eyes and without.
import { expectAccessible } from '../fixtures/a11y';
import { expectValidHtml } from '../fixtures/html';
import { takeShots } from '../fixtures/shots';
import { expect, test } from '../fixtures/test';

test('the home page says what it is, and everyone can use it', async ({ page }, info) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  await expect(page).toHaveTitle(/Munica/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'es-PE');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  if (info.project.name === 'desktop') await takeShots(page, 'home');
});

test('the home page is complete and valid before any script runs', async ({ request }) => {
  const html = await (await request.get('/')).text();
  expect(html).toMatch(/<h1[\s>]/);
  await expectValidHtml(html, '/');
});
