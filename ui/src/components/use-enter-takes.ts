/** Enter in a field that finds something while one types. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface EnterTakes {
  /** Something was typed that is not what is chosen. */
  typing: boolean;
  /** What is offered answers what stands in the field now. */
  answered: boolean;
  /** Chooses the first of what is offered; may find nothing to choose. */
  takeFirst: () => void;
}

/**
 * For `onKeyDownCapture`, before the list of choices looks at the key: it may remember a row nobody sees chosen.
 * Enter takes the first of what is offered, as soon as it answers what was typed, and never sends the form while a text
 * stands there that was not chosen. A row chosen with the arrows is left to the list of choices.
 */
export function useEnterTakes({ typing, answered, takeFirst }: EnterTakes): (event: KeyboardEvent) => void {
  const [entered, setEntered] = useState(false);
  const latest = useRef(takeFirst);
  latest.current = takeFirst;
  useEffect(() => {
    if (!entered || !answered) return;
    setEntered(false);
    if (typing) latest.current();
  }, [entered, answered, typing]);
  return (event) => {
    if (event.key !== 'Enter') {
      // Who goes on typing has changed their mind.
      setEntered(false);
      return;
    }
    if (!typing || event.nativeEvent.isComposing || isRowChosen(event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
    setEntered(true);
  };
}

/** The list itself knows; what the field says of it goes stale. */
function isRowChosen(field: Element): boolean {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  return list?.querySelector('[data-combobox-selected]') != null;
}
