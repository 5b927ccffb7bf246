import { Autocomplete, Popover } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Chip } from '@/components/Chip';
import { useLayer } from '@/lib/layers';
import { useRead, useWrite } from '@/lib/query';
import type { Customer } from './customer-form';
import classes from './header.module.css';

/** The customer's tags, each with its way out, and a field for another one. */
export function TagsLine({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  // What the toast names; by then the customer has already changed.
  const last = useRef({ tag: '', added: true });
  const known = useRead('tags.list', {});
  const close = () => {
    setOpen(false);
    setTyped('');
    button.current?.focus();
  };
  useLayer(open, close);
  const update = useWrite('customers.update', {
    optimistic: ({ id, tags }, patch) =>
      patch('customers.get', (record, args) => (args.id === id && tags ? { ...record, tags } : record)),
    toast: ({ name }) => (
      <Trans
        t={t}
        i18nKey={last.current.added ? 'tagged' : 'untagged'}
        values={{ name, tag: last.current.tag }}
        components={{ b: <b /> }}
      />
    ),
  });
  const put = (tag: string, added: boolean) => {
    last.current = { tag, added };
    const others = customer.tags.filter((other) => other !== tag);
    update.write({ id: customer.id, tags: added ? [...others, tag] : others, rev: customer.rev });
  };
  const add = (typedTag: string) => {
    const tag = typedTag.trim();
    if (tag !== '' && !customer.tags.includes(tag)) put(tag, true);
    close();
  };
  return (
    <div className={classes.tags}>
      {customer.tags.map((tag) => (
        <Chip key={tag} onRemove={() => put(tag, false)} removeLabel={t('removeTag', { tag })}>
          {tag}
        </Chip>
      ))}
      <Popover opened={open} onChange={setOpen} position="bottom-start" width={240} trapFocus closeOnEscape={false}>
        <Popover.Target>
          <button ref={button} type="button" className={classes.tagButton} onClick={() => setOpen(true)}>
            <IconPlus size={12} stroke={2.25} aria-hidden="true" />
            {t('tag')}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={t('addTag')}>
          <Autocomplete
            aria-label={t('addTag')}
            placeholder={t('tagExample')}
            data-autofocus
            dir="auto"
            comboboxProps={{ withinPortal: false }}
            data={(known.data?.items ?? []).map(({ name }) => name).filter((name) => !customer.tags.includes(name))}
            value={typed}
            onChange={setTyped}
            onOptionSubmit={add}
            onKeyDown={(event) => {
              // With a suggestion under the cursor, Enter takes that one.
              if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) add(typed);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
