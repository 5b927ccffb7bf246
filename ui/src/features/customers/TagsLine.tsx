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
    toast: ({ name, tags }) => {
      const added = tags.find((tag) => !customer.tags.includes(tag));
      const removed = customer.tags.find((tag) => !tags.includes(tag));
      const tag = added ?? removed ?? '';
      return <Trans t={t} i18nKey={added ? 'tagged' : 'untagged'} values={{ name, tag }} components={{ b: <b /> }} />;
    },
  });
  const set = (tags: string[]) => update.write({ id: customer.id, tags, rev: customer.rev });
  const add = (tag: string) => {
    const plain = tag.trim();
    if (plain !== '' && !customer.tags.includes(plain)) set([...customer.tags, plain]);
    close();
  };
  return (
    <div className={classes.tags}>
      {customer.tags.map((tag) => (
        <Chip
          key={tag}
          onRemove={() => set(customer.tags.filter((other) => other !== tag))}
          removeLabel={t('removeTag', { tag })}
        >
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
