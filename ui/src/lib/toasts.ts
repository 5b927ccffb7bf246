/** The toasts on screen. One component shows them; anyone may add one. */
import type { ReactNode } from 'react';
import { create } from 'zustand';

export interface Toast {
  id: number;
  tone: 'done' | 'error';
  content: ReactNode;
  /** Second line of an error: what to do. */
  hint?: string;
  action?: { label: string; keys?: string; run: () => void };
}

interface Toasts {
  toasts: readonly Toast[];
  show: (toast: Omit<Toast, 'id'>) => number;
  dismiss: (id: number) => void;
}

/** More than this would hide the work beneath. */
const MAX_SHOWN = 3;
let nextId = 1;

export const useToasts = create<Toasts>((set) => ({
  toasts: [],
  show: (toast) => {
    const id = nextId++;
    set(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-MAX_SHOWN) }));
    return id;
  },
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));

export const showToast = (toast: Omit<Toast, 'id'>): number => useToasts.getState().show(toast);
