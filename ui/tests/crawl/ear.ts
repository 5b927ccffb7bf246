/** What a page says besides what it shows: complaints, questions under way, changes it made, data it was given. */
import type { Page, Request, Response } from '@playwright/test';

/** Live updates stay open for as long as the page does. */
const isLasting = (request: Request) => request.url().endsWith('/api/v1/live');

/** Answers whether everything arrived. */
interface Ending {
  promise: Promise<boolean>;
  resolve: (arrived: boolean) => void;
}

function ending(): Ending {
  let resolve: Ending['resolve'] = () => undefined;
  const promise = new Promise<boolean>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

export class Ear {
  /** Complaints since they were last taken. */
  private said: string[] = [];
  /** By request, what tells its end: an answer that is broken off says nothing itself, only the page does. */
  private readonly underWay = new Map<Request, Ending>();
  private changes: number[] = [];
  private answers: Promise<unknown>[] = [];

  constructor(
    private readonly page: Page,
    private readonly refusals: readonly number[] = [],
  ) {
    page.on('console', (message) => {
      // The browser's own remark on an answer; answers are looked at below.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load')) this.said.push(message.text());
    });
    page.on('pageerror', (error) => this.said.push(error.stack ?? error.message));
    page.on('request', (request) => {
      if (!isLasting(request)) this.underWay.set(request, ending());
    });
    page.on('requestfinished', (request) => this.end(request, true));
    page.on('requestfailed', (request) => this.end(request, false));
    page.on('response', (response) => this.hear(response));
  }

  private end(request: Request, arrived: boolean): void {
    this.underWay.get(request)?.resolve(arrived);
    this.underWay.delete(request);
  }

  private hear(response: Response): void {
    const status = response.status();
    const request = response.request();
    if (status >= 400 && !this.refusals.includes(status))
      this.said.push(`${status} ${request.method()} ${response.url()} ${request.postData() ?? ''}`);
    const change = Number(response.headers()['onhand-change']);
    if (change > 0) this.changes.push(change);
    if (response.headers()['content-type']?.includes('json')) {
      // An answer that the page gave up on is no data on it.
      const answer = response.json().catch(() => undefined);
      const ended = this.underWay.get(request)?.promise ?? Promise.resolve(true);
      this.answers.push(ended.then((arrived) => (arrived ? answer : undefined)));
    }
  }

  /** Until nothing is asked, drawn or moved any more. */
  async silence(): Promise<void> {
    do {
      await Promise.all([...this.underWay.values()].map(({ promise }) => promise));
      await this.page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        await frame();
        await frame();
      });
    } while (this.underWay.size > 0);
  }

  complaints(): string[] {
    return this.said.splice(0);
  }

  /** Changes that were made since they were last taken, the newest first. */
  made(): number[] {
    return this.changes.splice(0).reverse();
  }

  given(): Promise<unknown[]> {
    return Promise.all(this.answers.splice(0));
  }
}
