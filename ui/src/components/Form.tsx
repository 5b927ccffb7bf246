import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import classes from './Form.module.css';

interface FormProps {
  onSubmit: () => void;
  children: ReactNode;
  /** The verb of the filled button: "Add customer". */
  submit: string;
  onCancel?: () => void;
  busy?: boolean;
}

/**
 * A column of fields with its buttons. Fields are Mantine's inputs (TextInput, Textarea, Select …): label above,
 * help below, error beside the field, all dressed by the theme.
 */
export function Form({ onSubmit, children, submit, onCancel, busy = false }: FormProps) {
  const { t } = useTranslation('common');
  const handle = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={handle} noValidate>
      {children}
      <div className={classes.buttons}>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
        <Button variant="filled" submit busy={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** Fields side by side, where they belong together. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={classes.fields}>{children}</div>;
}
