import { IconAlertCircle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Toast, useToasts } from '@/lib/toasts';
import { useUndo } from '@/lib/undo';
import { IconButton } from './IconButton';
import { Kbd } from './Kbd';
import { LinkButton } from './LinkButton';
import classes from './Toasts.module.css';

const SHOWN_MS = 8000;

/** Bottom centre of the page. A live region, so that what happened is also heard. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  // The keys undo and redo the newest change only, so they stand on its toast alone.
  const undoneNext = useUndo(({ steps }) => steps.at(-1)?.toast);
  const redoneNext = useUndo(({ undone }) => undone.at(-1)?.toast);
  return (
    <div className={classes.place} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} showsKeys={toast.id === undoneNext || toast.id === redoneNext} />
      ))}
    </div>
  );
}

function ToastCard({ toast, showsKeys }: { toast: Toast; showsKeys: boolean }) {
  const { t } = useTranslation('common');
  const dismiss = useToasts((state) => state.dismiss);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // Hovering or focusing holds it; letting go starts the full time again.
    if (held) return;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id, dismiss]);
  const Sign = toast.tone === 'done' ? IconCheck : IconAlertCircle;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the toast; every action is a button in it.
    <div
      className={classes.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Sign className={classes.sign} size={16} stroke={2} aria-hidden="true" />
      <div className={classes.text}>
        <p>{toast.content}</p>
        {toast.hint && <p className={classes.hint}>{toast.hint}</p>}
      </div>
      {toast.action && (
        <span className={classes.action}>
          <LinkButton
            strong
            onClick={() => {
              dismiss(toast.id);
              toast.action?.run();
            }}
          >
            {toast.action.label}
          </LinkButton>
          {showsKeys && toast.action.keys && <Kbd keys={toast.action.keys} joined />}
        </span>
      )}
      {toast.tone === 'error' && (
        <IconButton icon={IconX} size={14} label={t('close')} onClick={() => dismiss(toast.id)} />
      )}
    </div>
  );
}
