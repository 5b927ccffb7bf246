/** Forms whose typed text is never lost and whose errors stand beside the field they are about. */
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useEffect } from 'react';
import { ApiError } from './api';

type Values = Record<string, unknown>;

interface DraftForm<V extends Values> {
  form: UseFormReturnType<V>;
  /** Forget the draft, after it was saved. */
  settle: () => void;
  /** For `useWrite({ onError })`: true when the error found its field. */
  showInField: (error: unknown) => boolean;
}

/** `key` names the draft on this device, e.g. `customers.new`. */
export function useDraftForm<V extends Values>(key: string, initialValues: V): DraftForm<V> {
  const storageKey = `onhand.draft.${key}`;
  const form = useForm<V>({ initialValues: { ...initialValues, ...storedDraft(storageKey) } });
  const { values } = form;
  const dirty = form.isDirty() || window.sessionStorage.getItem(storageKey) !== null;
  useEffect(() => {
    if (dirty) window.sessionStorage.setItem(storageKey, JSON.stringify(values));
  }, [dirty, values, storageKey]);
  return {
    form,
    settle: () => {
      form.setInitialValues(initialValues);
      form.reset();
      window.sessionStorage.removeItem(storageKey);
    },
    showInField: (error) => {
      if (!(error instanceof ApiError) || !error.field || !(error.field in initialValues)) return false;
      form.setFieldError(error.field, [error.message, error.hint].filter(Boolean).join(' '));
      return true;
    },
  };
}

function storedDraft(storageKey: string): object {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
