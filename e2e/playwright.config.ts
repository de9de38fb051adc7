// How the browser tests run: Debian's Chromium, one server for all, a wide screen and a narrow one.
import { defineConfig } from '@playwright/test';

// The system's browser runs as root in containers and must not look for its maker's servers.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Municipalities' own domains lead to the server under test.
  '--host-resolver-rules=MAP *.gob.pe 127.0.0.1',
];

export default defineConfig({
  testDir: '.',
  testMatch: ['acceptance/**/*.spec.ts', 'bugs/**/*.spec.ts'],
  outputDir: 'test-results/run',
  globalSetup: './fixtures/global-setup.ts',
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  timeout: 60_000,
  // A machine that builds at the same time is slow; what never comes fails all the same.
  expect: { timeout: 15_000 },
  use: {
    locale: 'es-PE',
    timezoneId: 'America/Lima',
    colorScheme: 'light',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet },
  },
  projects: [
    // The two operators make their accounts; everybody else's journey begins with them.
    { name: 'operators', testMatch: 'acceptance/operators.setup.ts' },
    { name: 'desktop', dependencies: ['operators'], use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      dependencies: ['operators'],
      use: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
    },
    // Writes into docs, so only when asked: `cargo xtask manuals`.
    ...(process.env.MUNICA_FIGURES
      ? [
          {
            name: 'manuals',
            testMatch: 'manuals/*.spec.ts',
            dependencies: ['operators'],
            use: { viewport: { width: 1280, height: 800 } },
          },
        ]
      : []),
  ],
});
