/** Presses everything on a screen and in what opens from it, and looks each time whether all is well. */
import type { Page } from '@playwright/test';
import type { Ear } from './ear';
import { type Control, installEye, LAYERS, type Sight } from './eye';

/** A dialog on a menu on a page, and a list of choices in it. */
const DEEPEST = 4;
/** In-place presses after one another that a control may hide behind. */
const LONGEST = 2;
const PATIENCE_MS = 4000;

export interface Place {
  /** Where it is. */
  path: string;
  /** What of it is pressed; everything that opens above it is too. */
  within: string;
}

/** Looks at what is on screen and answers what is wrong. */
export type Look = () => Promise<string[]>;

export class Crawler {
  readonly findings: string[] = [];
  /** Layers whose inside was pressed already, from wherever they were opened. */
  private readonly known = new Set<string>();
  /** Layers that were looked at closely. */
  private readonly watched = new Set<string>();
  private place: Place = { path: '/', within: 'main' };
  private start: Sight | undefined;
  /** Something was written since the page was opened. */
  private stale = false;
  /** What was seen after each press of the way in. */
  private seen: Sight[] = [];
  private names = new Map<string, string>();

  constructor(
    private readonly page: Page,
    private readonly ear: Ear,
    private readonly looks: readonly Look[] = [],
    /** Taken once of each layer that opens: too slow for every press. */
    private readonly closeLooks: readonly Look[] = [],
  ) {}

  static async prepare(page: Page): Promise<void> {
    await page.addInitScript(installEye, LAYERS);
    // Choosing a file is the computer's own window, which nothing could close; so are calling and writing, which all of
    // the program does by pressing a link it made.
    page.on('filechooser', () => undefined);
    await page.addInitScript(() => {
      const click = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        if (this.protocol !== 'tel:' && this.protocol !== 'mailto:') click.call(this);
      };
    });
  }

  /** Everything that can be pressed in one place. */
  async crawl(place: Place): Promise<void> {
    this.place = place;
    await this.open();
    await this.explore([]);
  }

  private async open(): Promise<void> {
    await this.page.goto(this.place.path);
    await this.page.locator('main h1, main h2').first().waitFor();
    await this.look([]);
    this.start = await this.see();
    this.seen = [this.start];
  }

  /** Back to the beginning: along the address when that suffices, for that is quicker. */
  private async reopen(): Promise<void> {
    const now = await this.see();
    if (this.stale || this.start === undefined || now.layers.length > 0 || now.url === this.start.url) {
      this.stale = false;
      return this.open();
    }
    await this.page.evaluate((url) => history.pushState({}, '', url), this.start.url);
    await this.look([]);
    this.seen = [await this.see()];
  }

  private see(): Promise<Sight> {
    return this.page.evaluate(() => window.eye.see());
  }

  private controls(): Promise<Control[]> {
    return this.page.evaluate((within) => window.eye.controls(within), this.place.within);
  }

  /** Presses everything in the topmost layer of the way `chain`, or on the page. */
  private async explore(chain: readonly string[]): Promise<void> {
    const done = new Set<string>();
    const alike = new Map<string, number>();
    const isNew = (control: Control) => !done.has(control.key) && (alike.get(control.alike) ?? 0) < control.enough;
    // Controls that only show after others were pressed are reached by pressing those again.
    const ways = new Map<string, readonly string[]>();
    let way = chain;
    for (;;) {
      if (!(await this.enter(way))) return;
      const controls = await this.controls();
      for (const { key } of controls) if (!ways.has(key)) ways.set(key, way);
      const next = controls.find(isNew);
      if (!next) {
        if (way === chain) return;
        // What was pressed may have hidden what was there at first.
        way = chain;
        this.seen = [];
        this.stale = true;
        continue;
      }
      done.add(next.key);
      if (next.enough < Number.MAX_SAFE_INTEGER) alike.set(next.alike, (alike.get(next.alike) ?? 0) + 1);
      this.names.set(next.key, next.name);
      const base = ways.get(next.key) ?? chain;
      const stayed = await this.press([...base, next.key]);
      way = stayed && base.length - chain.length < LONGEST ? [...base, next.key] : chain;
    }
  }

  /** Presses the last of the chain, looks, and goes on into what opened. True when one is still where one was. */
  private async press(chain: readonly string[]): Promise<boolean> {
    const before = await this.see();
    if (!(await this.click(chain))) return false;
    await this.look(chain);
    let after = await this.see();
    const opened = after.layers.filter((layer) => !before.layers.includes(layer));
    if (opened.length > 0 && after.layers.length >= before.layers.length) {
      const name = opened.join(' + ');
      if (!this.watched.has(name)) {
        this.watched.add(name);
        await this.take(this.closeLooks, chain);
      }
      await this.leave(chain, after);
      if (!this.known.has(name) && chain.length < DEEPEST) {
        this.known.add(name);
        await this.explore(chain);
      }
    }
    after = await this.see();
    await this.takeBack(after);
    const stayed = this.seen.length > 0 && after.layers.join() === before.layers.join() && opened.length === 0;
    if (stayed) this.seen = [...this.seen.slice(0, chain.length), after];
    return stayed;
  }

  /** Esc closes what the chain opened, and the focus is where it came from. */
  private async leave(chain: readonly string[], opened: Sight): Promise<void> {
    await this.page.keyboard.press('Escape');
    const isClosed = ({ layers }: Sight) => layers.length < opened.layers.length;
    if (!isClosed(await this.seeWhen(isClosed))) {
      this.tell(chain, `Esc does not close “${opened.layers.at(-1)}”`);
      return;
    }
    const opener = (await this.present(chain)).at(-1);
    if (opener === undefined) return;
    const { focus } = await this.seeWhen((sight) => sight.focus === opener);
    if (focus !== opener) {
      this.tell(chain, `after Esc the focus is not on “${this.names.get(opener)}” but on “${focus || 'nothing'}”`);
    }
  }

  /** What is seen once it is as expected, or at the end of one's patience. */
  private async seeWhen(isSo: (sight: Sight) => boolean): Promise<Sight> {
    const endMs = Date.now() + PATIENCE_MS;
    let sight = await this.see();
    while (!isSo(sight) && Date.now() < endMs) {
      await this.ear.silence();
      sight = await this.see();
    }
    return sight;
  }

  /** Those of the chain that are on screen now. */
  private present(chain: readonly string[]): Promise<string[]> {
    const { within } = this.place;
    return this.page.evaluate(({ keys, within }) => keys.filter((key) => window.eye.find(key, within) !== null), {
      keys: [...chain],
      within,
    });
  }

  /** What was written is undone, so that the next press finds what this one found. */
  private async takeBack(after: Sight): Promise<void> {
    const made = this.ear.made();
    for (const change_id of made) await this.page.request.post('/api/v1/undo', { data: { change_id } });
    if (made.length > 0) this.stale = true;
    if (this.stale || after.url !== this.start?.url) this.seen = [];
  }

  /** Gets to where the chain leads, from as far in as one is already. False when there is no way any more. */
  private async enter(chain: readonly string[]): Promise<boolean> {
    const now = await this.see();
    let at = Math.min(this.seen.length - 1, chain.length);
    const isThere = (sight: Sight | undefined) => sight?.url === now.url && sight.layers.join() === now.layers.join();
    while (at >= 0 && !isThere(this.seen[at])) at -= 1;
    if (at < 0) {
      await this.reopen();
      at = 0;
    }
    this.seen.length = at + 1;
    if (await this.follow(chain, at > 0)) return true;
    if (at === 0) return false;
    // What was pressed in place meanwhile may have taken away what comes next; from the beginning it is there.
    this.stale = true;
    await this.reopen();
    return this.follow(chain, false);
  }

  /** Presses its way on from what was seen last. */
  private async follow(chain: readonly string[], mayBeGone: boolean): Promise<boolean> {
    for (let step = this.seen.length - 1; step < chain.length; step += 1) {
      if (!(await this.click(chain.slice(0, step + 1), mayBeGone))) return false;
      this.seen.push(await this.see());
    }
    return true;
  }

  private async click(chain: readonly string[], mayBeGone = false): Promise<boolean> {
    const key = chain.at(-1) ?? '';
    const handle = await this.page.evaluateHandle(
      ({ key, within }) => {
        const found = window.eye.find(key, within);
        // The box of a choice may be drawn by its label alone.
        const label = found instanceof HTMLInputElement && found.type === 'radio' ? found.labels?.[0] : undefined;
        return label ?? found;
      },
      { key, within: this.place.within },
    );
    const element = handle.asElement();
    if (!element) {
      if (!mayBeGone) this.tell(chain, 'is not there any more');
      return false;
    }
    const failed = await element.click({ timeout: PATIENCE_MS }).then(
      () => undefined,
      (error: Error) => error.message,
    );
    await handle.dispose();
    await this.ear.silence();
    if (failed === undefined) return true;
    this.tell(chain, `cannot be pressed: ${failed.split('\n').slice(0, 12).join(' | ')}`);
    return false;
  }

  private async look(chain: readonly string[]): Promise<void> {
    await this.ear.silence();
    for (const complaint of this.ear.complaints()) this.tell(chain, complaint);
    if ((await this.see()).blank) this.tell(chain, 'the page is blank');
    await this.take(this.looks, chain);
  }

  private async take(looks: readonly Look[], chain: readonly string[]): Promise<void> {
    for (const look of looks) for (const finding of await look()) this.tell(chain, finding);
  }

  private tell(chain: readonly string[], finding: string): void {
    const way = [this.place.path, ...chain.map((key) => this.names.get(key) ?? key)].join(' › ');
    this.findings.push(`${way}: ${finding}`);
  }
}
