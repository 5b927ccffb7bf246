/** Uses the server's one-time link up before the journeys, so that each of them starts signed in as the owner. */
import { request } from '@playwright/test';

/** Where the session is kept for the browsers of this run. */
export const SESSION = 'test-results/session.json';

export default async function signIn(): Promise<void> {
  const context = await request.newContext();
  const link = process.env.ONHAND_E2E_SIGN_IN;
  if (link) {
    const answer = await context.get(link);
    if (!answer.ok()) throw new Error(`The sign-in link was refused: ${answer.status()} ${await answer.text()}`);
    // Journeys begin in the app; the first start has a journey of its own.
    await context.post(new URL('/api/v1/business/start', link).href, { data: { choice: 'empty' } });
  }
  await context.storageState({ path: SESSION });
  await context.dispose();
}
