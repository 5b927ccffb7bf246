/** What floats above the page, topmost last: Esc closes only the top one. */
import { useEffect, useRef } from 'react';

const layers: (() => void)[] = [];

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  const top = layers.at(-1);
  // An open menu, list of choices or calendar inside the layer closes itself first.
  const inside =
    event.target instanceof Element && event.target.closest('[role="menu"], [role="listbox"], [data-dates-dropdown]');
  const choosing = event.target instanceof Element && event.target.matches('[aria-expanded="true"][data-choosing]');
  if (!top || inside || choosing) return;
  event.preventDefault();
  event.stopPropagation();
  top();
}

window.addEventListener('keydown', onKeyDown);

export const isLayerOpen = (): boolean => layers.length > 0;

/** While `open`, this is a layer and Esc calls `close` when it is the top one. */
export function useLayer(open: boolean, close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (!open) return;
    const layer = () => latest.current();
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [open]);
}
