/** Forms whose typed text is never lost and whose errors stand beside the field they are about. */
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect } from 'react';
import { ApiError } from './api';

type Values = Record<string, unknown>;

interface DraftForm<V extends Values> {
  form: UseFormReturnType<V>;
  /** Forget the draft, after it was saved; go on from what was saved, or from the beginning. */
  settle: (saved?: V) => void;
  /** For `useWrite({ onError })`: true when the error found its field. */
  showInField: (error: unknown) => boolean;
}

interface DraftOptions {
  /** Long texts outlive even the window: kept until they are saved or thrown away. */
  durable?: boolean;
}

/** `key` names the draft on this device, e.g. `customers.new`. */
export function useDraftForm<V extends Values>(
  key: string,
  initialValues: V,
  { durable = false }: DraftOptions = {},
): DraftForm<V> {
  const storageKey = `onhand.draft.${key}`;
  const store = durable ? window.localStorage : window.sessionStorage;
  const form = useForm<V>({ initialValues: { ...initialValues, ...storedDraft(store, storageKey) } });
  const { values } = form;
  const dirty = form.isDirty() || store.getItem(storageKey) !== null;
  useEffect(() => {
    if (dirty) store.setItem(storageKey, JSON.stringify(values));
  }, [dirty, values, store, storageKey]);
  return {
    form,
    settle: (saved) => {
      form.setInitialValues(saved ?? initialValues);
      if (saved) form.setValues(saved);
      else form.reset();
      store.removeItem(storageKey);
    },
    showInField: (error) => {
      if (!(error instanceof ApiError) || !error.field || !(error.field in initialValues)) return false;
      form.setFieldError(error.field, [error.message, error.hint].filter(Boolean).join(' '));
      return true;
    },
  };
}

/** Puts a durable draft back that was thrown away a moment ago. */
export function restoreDraft(key: string, values: Values): void {
  window.localStorage.setItem(`onhand.draft.${key}`, JSON.stringify(values));
}

function storedDraft(store: Storage, storageKey: string): object {
  try {
    const stored: unknown = JSON.parse(store.getItem(storageKey) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
