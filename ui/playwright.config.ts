import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { SESSION } from './tests/e2e/sign-in';

/** Journeys in a real browser against the built interface. `ONHAND_E2E_URL` points at a running `onhand serve`
 * and `ONHAND_E2E_SIGN_IN` is its one-time link; `cargo xtask test journeys` sets both. */
const url = process.env.ONHAND_E2E_URL ?? 'http://127.0.0.1:4173';

/** The system's own browser where there is one, else Playwright's, which `cargo xtask test` fetches. */
const installed = '/usr/bin/chromium';
const browser = existsSync(installed) ? { executablePath: installed } : {};

export default defineConfig({
  testDir: 'tests',
  // The empty desk is looked at before the journeys fill it.
  projects: [
    { name: 'fresh', testMatch: 'fresh/*.spec.ts' },
    { name: 'journeys', testMatch: ['e2e/*.spec.ts', 'journeys/*.spec.ts'], dependencies: ['fresh'] },
  ],
  outputDir: 'test-results',
  globalSetup: './tests/e2e/sign-in.ts',
  fullyParallel: true,
  workers: 2,
  // A build server may be busy; what is looked for has come by then or never will.
  expect: { timeout: 15_000 },
  timeout: 90_000,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: url,
    storageState: SESSION,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/London',
    locale: 'en-GB',
    launchOptions: {
      ...browser,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  ...(process.env.ONHAND_E2E_URL
    ? {}
    : {
        webServer: {
          command: 'npx vite preview --port 4173 --strictPort --host 127.0.0.1',
          url,
          reuseExistingServer: true,
        },
      }),
});
