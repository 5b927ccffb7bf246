import { Popover, TagsInput } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Chip } from '@/components/Chip';
import { useLayer } from '@/lib/layers';
import { useRead } from '@/lib/query';
import classes from './ChoiceChip.module.css';
import type { Ticket } from './lookups';
import { useUpdateTicket } from './writes';

/** More would push the conversation down; the rest is counted. */
const SHOWN = 4;

/** The ticket's tags, and the button that changes them. */
export function TagsChip({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const [edited, setEdited] = useState<string[] | undefined>();
  const open = edited !== undefined;
  const known = useRead('tags.list', {}, { enabled: open }).data?.items.map((tag) => tag.name) ?? [];
  const update = useUpdateTicket((_, { subject }) => (
    <Trans t={t} i18nKey="toast.tags" values={{ subject }} components={{ b: <b dir="auto" /> }} />
  ));
  const close = () => {
    setEdited(undefined);
    if (edited && edited.join('\n') !== ticket.tags.join('\n')) update.write({ id: ticket.id, tags: edited });
  };
  useLayer(open, close);
  const hidden = ticket.tags.length - SHOWN;
  return (
    <>
      {ticket.tags.slice(0, SHOWN).map((tag) => (
        <Chip key={tag} tall>
          {tag}
        </Chip>
      ))}
      <Popover
        opened={open}
        onChange={(wanted) => !wanted && close()}
        closeOnEscape={false}
        width={280}
        position="bottom-start"
        withinPortal={false}
        floatingStrategy="fixed"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            type="button"
            className={classes.chip}
            data-empty
            aria-label={t('tags.change', { count: ticket.tags.length })}
            title={ticket.tags.join(', ')}
            onClick={() => (open ? close() : setEdited(ticket.tags))}
          >
            <IconTag size={14} stroke={2} aria-hidden="true" />
            {hidden > 0 ? t('tags.more', { count: hidden }) : ticket.tags.length === 0 && t('tags.add')}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <TagsInput
            label={t('tags.name')}
            description={t('tags.help')}
            data={known}
            value={edited ?? []}
            onChange={setEdited}
            comboboxProps={{ withinPortal: false }}
            maxDropdownHeight={160}
            splitChars={[',']}
            acceptValueOnBlur
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
