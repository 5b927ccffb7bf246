/**
 * What a test sees of a page, from within: which controls are there, which layers are open, where the focus is.
 * `installEye` runs in the browser before the page does, so it may use nothing from outside itself but what it is given.
 */

export interface Control {
  /** The same for the same control after the page was opened again; for alike controls of a list, the same for all. */
  key: string;
  /** What it is called, for reports. */
  name: string;
  /** Alike controls that differ only by the data in their names share this. */
  alike: string;
  /** How many alike ones are enough; data brings any number of them, and so do lists of choices. */
  enough: number;
}

export interface Sight {
  url: string;
  /** Open dialogs, menus and lists of choices, the topmost last. */
  layers: string[];
  /** The control that has the focus. */
  focus: string;
  /** No heading says where one is. */
  blank: boolean;
}

interface Eye {
  controls: (places: string) => Control[];
  find: (key: string, places: string) => Element | null;
  see: () => Sight;
}

declare global {
  interface Window {
    eye: Eye;
  }
}

/** What opens above a page. */
export const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

export function installEye(LAYERS: string): void {
  const CONTROLS = [
    'button, summary, select, a[href^="/"], [role="tab"], [role="option"], [role="switch"], [role="button"]',
    '[role="menuitem"], [role="menuitemradio"], [role="menuitemcheckbox"], [role="combobox"]',
    'input[type="checkbox"], input[type="radio"], input[aria-haspopup], textarea[aria-haspopup]',
  ].join(', ');

  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const isOff = (element: Element) =>
    element.matches(':disabled, [aria-disabled="true"], [data-disabled="true"]') ||
    element.closest('[inert], [aria-hidden="true"]') !== null;

  const textOf = (element: Element | null | undefined) => element?.textContent?.trim() ?? '';
  const nameOf = (element: Element): string => {
    const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const named = labelled.map((id) => textOf(document.getElementById(id))).join(' ');
    const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null) : null;
    const own = element.getAttribute('aria-label') || named.trim() || textOf(labels?.[0]) || textOf(element);
    return own || element.getAttribute('title') || element.getAttribute('placeholder') || '';
  };
  /** In the pseudo-locale everything the program says has accents, so what is left without is data. */
  const said = (name: string) =>
    name.includes('[') ? name.replace(/[^\u00c0-\u024f\u1e00-\u1eff]/g, '').slice(0, 80) : '';
  const enoughOf = (role: string, name: string) => {
    if (!name.includes('[') || /[A-Za-z]/.test(name)) return 1;
    return role === 'option' ? 2 : Number.MAX_SAFE_INTEGER;
  };

  const layers = () => [...document.querySelectorAll(LAYERS)].filter((layer) => isShown(layer));
  const layerName = (layer: Element) => {
    // One calendar is like the other.
    if (layer.matches('[data-dates-dropdown]')) return 'calendar';
    const title = nameOf(layer);
    return `${layer.getAttribute('role')} ${said(title) || said(textOf(layer))}`;
  };

  /** The way down to a control by tags, without counting, so that the rows of a list are alike. */
  const wayTo = (element: Element) => {
    const steps: string[] = [];
    for (let at = element.parentElement; at && steps.length < 5 && !at.matches(LAYERS); at = at.parentElement) {
      steps.push(at.tagName);
    }
    return `${element.tagName}.${element.className} < ${steps.join(' < ')}`;
  };
  const controlOf = (element: Element): Control => {
    const name = nameOf(element);
    const role = element.getAttribute('role') ?? element.getAttribute('type') ?? '';
    const alike = `${role} ${wayTo(element)}`;
    const short = name.replace(/\s+/g, ' ').slice(0, 90);
    return { key: `${said(name)} ${alike}`, name: short, alike, enough: enoughOf(role, name) };
  };

  const places = (selector: string): Element[] => {
    const top = layers().at(-1);
    return top ? [top] : [...document.querySelectorAll(selector)].filter((place) => isShown(place));
  };
  const pressable = (selector: string) =>
    places(selector)
      .flatMap((place) => [...place.querySelectorAll(CONTROLS)])
      .filter((element) => isShown(element) && !isOff(element));

  window.eye = {
    controls: (selector) => pressable(selector).map(controlOf),
    find: (key, selector) => pressable(selector).find((element) => controlOf(element).key === key) ?? null,
    see: () => {
      const main = document.querySelector('main');
      const active = document.activeElement;
      return {
        url: location.pathname + location.search,
        layers: layers().map(layerName),
        focus: active && active !== document.body ? controlOf(active).key : '',
        blank: ![...(main?.querySelectorAll('h1, h2') ?? [])].some(isShown),
      };
    },
  };
}
