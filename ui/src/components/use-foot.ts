import { type RefObject, useEffect, useRef } from 'react';

const GAP_PX = 12;

/**
 * Says how high what stands at the foot of the page is, so that what floats at the bottom floats above it and leaves its
 * buttons free.
 */
export function useFoot<E extends HTMLElement>(): RefObject<E | null> {
  const foot = useRef<E>(null);
  useEffect(() => {
    const { current } = foot;
    if (!current) return;
    const { style } = document.documentElement;
    const sizes = new ResizeObserver(() => style.setProperty('--oh-foot', `${current.offsetHeight + GAP_PX}px`));
    sizes.observe(current);
    return () => {
      sizes.disconnect();
      style.removeProperty('--oh-foot');
    };
  }, []);
  return foot;
}
