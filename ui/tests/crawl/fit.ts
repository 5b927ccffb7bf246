/** Finds texts that do not fit: cut off, spilling out of what holds them, or lying over each other. */
import type { Page } from '@playwright/test';

/** Runs in the page. Looks at what is in the window; what is scrolled away has its turn where it is scrolled to. */
function misfits(): string[] {
  const LAYERS = '[role="dialog"], [role="menu"], [role="listbox"]';
  const ASIDE = 'option, script, style, [role="tooltip"], [role="status"]';
  /** What must be read whole; in rows and values, the end may give way to an ellipsis. */
  const WHOLE = 'button, [role="tab"], [role="menuitem"], h1, h2, h3, label, legend, th:not([title])';
  const HOLDERS = 'button, [role="menuitem"], [class*="chip"]';
  const layers = [...document.querySelectorAll(LAYERS)].filter((one) => one.checkVisibility());
  const root = layers.at(-1) ?? document.body;

  interface Line {
    node: Text;
    parent: Element;
    /** Said by the program, in the pseudo-locale's brackets. */
    said: boolean;
    whole: DOMRect;
    /** What of it is in the window and not scrolled away. */
    shown: DOMRect;
    /** What lies above the page, or sticks while the page scrolls beneath. */
    above: Element | null;
  }

  const boxesAbove = (element: Element): Element[] => {
    const boxes: Element[] = [];
    for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
      if (getComputedStyle(at).display !== 'inline') boxes.push(at);
      if (getComputedStyle(at).position === 'fixed') break;
    }
    return boxes;
  };
  const cuts = (box: Element) => getComputedStyle(box).overflow !== 'visible';
  const shownPart = (parent: Element, line: DOMRect): DOMRect => {
    const boxes = boxesAbove(parent)
      .filter(cuts)
      .map((box) => box.getBoundingClientRect());
    const all = [line, new DOMRect(0, 0, window.innerWidth, window.innerHeight), ...boxes];
    const left = Math.max(...all.map((box) => box.left));
    const top = Math.max(...all.map((box) => box.top));
    const right = Math.min(...all.map((box) => box.right));
    const bottom = Math.min(...all.map((box) => box.bottom));
    return new DOMRect(left, top, Math.max(right - left, 0), Math.max(bottom - top, 0));
  };
  const floating = (element: Element | null): Element | null => {
    if (!element || element === root) return null;
    return /sticky|fixed|absolute/.test(getComputedStyle(element).position) ? element : floating(element.parentElement);
  };

  const linesOf = (node: Text): Line[] => {
    const parent = node.parentElement;
    const isShown = parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!parent || !isShown || !node.data.trim() || parent.closest(ASIDE)) return [];
    const range = document.createRange();
    range.selectNodeContents(node);
    const above = floating(parent);
    const said = /[[\]~]/.test(node.data);
    return [...range.getClientRects()]
      .map((whole) => ({ node, parent, said, whole, shown: shownPart(parent, whole), above }))
      .filter(({ shown }) => shown.width > 1 && shown.height > 1);
  };
  const lines: Line[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) lines.push(...linesOf(walker.currentNode as Text));

  /** Cut off by a box that neither scrolls nor shows by an ellipsis that there is more. */
  const isCut = ({ parent, whole }: Line): boolean => {
    const sticksOut = (box: DOMRect) => whole.right > box.right + 1 || whole.left < box.left - 1;
    const cutting = boxesAbove(parent).find((box) => cuts(box) && sticksOut(box.getBoundingClientRect()));
    if (!cutting || cutting.contains(root)) return false;
    const { overflowX, textOverflow } = getComputedStyle(cutting);
    if (/auto|scroll/.test(overflowX)) return false;
    return textOverflow !== 'ellipsis' || parent.closest(WHOLE) !== null;
  };
  const spills = ({ parent, shown }: Line): boolean => {
    const holder = parent.closest(HOLDERS)?.getBoundingClientRect();
    return holder !== undefined && (shown.right > holder.right + 1 || shown.left < holder.left - 1);
  };
  const areOver = (a: Line, b: Line): boolean => {
    const wide = Math.min(a.shown.right, b.shown.right) - Math.max(a.shown.left, b.shown.left);
    const high = Math.min(a.shown.bottom, b.shown.bottom) - Math.max(a.shown.top, b.shown.top);
    return a.node !== b.node && a.above === b.above && wide > 3 && high > 4;
  };

  const words = ({ node, parent }: Line) => `“${node.data.trim().slice(0, 60)}” in ${parent.className}`;
  const tooWide = document.documentElement.scrollWidth > window.innerWidth;
  return [
    ...(tooWide ? ['the page is wider than the window'] : []),
    ...lines.filter((line) => line.said && isCut(line)).map((line) => `cut off: ${words(line)}`),
    ...lines.filter((line) => line.said && spills(line)).map((line) => `spills: ${words(line)}`),
    ...lines.flatMap((line, i) =>
      lines
        .slice(i + 1)
        .filter((other) => areOver(line, other))
        .map((other) => `lies over ${words(line)}: ${words(other)}`),
    ),
  ];
}

export class Fit {
  private readonly told = new Set<string>();

  constructor(private readonly page: Page) {}

  /** What does not fit on screen, each told once. */
  async look(): Promise<string[]> {
    const found = await this.page.evaluate(misfits);
    return found.filter((one) => this.told.size < this.told.add(one).size);
  }
}
