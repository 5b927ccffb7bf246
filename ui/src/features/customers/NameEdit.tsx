import { type KeyboardEvent, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useWrite } from '@/lib/query';
import { usePageTitle } from '@/lib/title';
import type { Customer } from './customer-form';
import classes from './header.module.css';

/** The name as a heading; pressing it makes it a field. Enter saves, Esc leaves it as it was. */
export function NameEdit({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  usePageTitle(customer.name);
  const update = useWrite('customers.update', {
    optimistic: ({ id, name }, patch) =>
      patch('customers.get', (known, args) => (args.id === id && name ? { ...known, name } : known)),
    toast: ({ name }) => <Trans t={t} i18nKey="renamed" values={{ name }} components={{ b: <b /> }} />,
  });
  const leave = () => {
    setTyped(undefined);
    // The button is back only after this render.
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = () => {
    const name = typed?.trim() ?? '';
    if (name !== '' && name !== customer.name) update.write({ id: customer.id, name, rev: customer.rev });
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      save();
      leave();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      leave();
    }
  };
  if (typed !== undefined) {
    return (
      <input
        className={classes.name}
        // biome-ignore lint/a11y/noAutofocus: the person has just pressed the name to change it.
        autoFocus
        dir="auto"
        aria-label={t('field.name')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    );
  }
  return (
    <h1 className={classes.heading}>
      <button
        ref={button}
        type="button"
        className={classes.name}
        dir="auto"
        title={t('rename')}
        onClick={() => setTyped(customer.name)}
      >
        {customer.name}
      </button>
    </h1>
  );
}
