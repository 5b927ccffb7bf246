import { Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconCheck,
  IconDots,
  IconHistory,
  IconLink,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { IconButton } from '@/components/IconButton';
import { useShortcut } from '@/lib/shortcuts';
import { usePageTitle } from '@/lib/title';
import { showToast } from '@/lib/toasts';
import { isDone, type Ticket } from './lookups';
import { SubjectDialog } from './SubjectDialog';
import { TicketChips } from './TicketChips';
import classes from './TicketHeader.module.css';
import { TicketHistory } from './TicketHistory';
import room from './TicketsRoom.module.css';
import { useDeleteTicket, useReopen, useSolve } from './writes';

const GROUP = 'tickets:title';

/** Subject, what the ticket is, and the way to be done with it. */
export function TicketHeader({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const [layer, setLayer] = useState<'history' | 'subject' | undefined>();
  const search = useSearch({ from: '/tickets' });
  const navigate = useNavigate();
  usePageTitle(ticket.subject);
  const close = () => setLayer(undefined);
  const back = () => void navigate({ to: '/tickets', search });
  const solve = useSolve();
  const reopen = useReopen();
  const remove = useDeleteTicket(back);
  const done = isDone(ticket.state);
  const trashed = ticket.trashed_ms != null;
  const turn = () => (done ? reopen : solve).write({ id: ticket.id });
  useShortcut(
    {
      id: 'tickets.solve',
      keys: 'e',
      labelKey: done ? 'tickets:shortcut.reopen' : 'tickets:shortcut.solve',
      groupKey: GROUP,
      run: turn,
    },
    !trashed,
  );
  useShortcut({
    id: 'tickets.history',
    keys: 'h',
    labelKey: 'tickets:shortcut.history',
    groupKey: GROUP,
    run: () => setLayer('history'),
  });
  const copyLink = () => {
    void navigator.clipboard
      .writeText(`${window.location.origin}/tickets/${ticket.id}`)
      .then(() => showToast({ tone: 'done', content: t('toast.linkCopied') }));
  };
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        <IconButton className={room.onlyNarrow} icon={IconArrowLeft} label={t('header.back')} onClick={back} />
        <h1 className={classes.subject} dir="auto" title={ticket.subject}>
          {ticket.subject}
        </h1>
        <div className={classes.tools}>
          <IconButton
            icon={IconHistory}
            label={t('header.history')}
            shortcut="tickets.history"
            onClick={() => setLayer('history')}
          />
          <Menu position="bottom-end" returnFocus>
            <Menu.Target>
              <IconButton icon={IconDots} label={t('header.more')} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => setLayer('subject')}>
                {t('header.subject')}
              </Menu.Item>
              <Menu.Item leftSection={<IconLink size={16} stroke={1.75} />} onClick={copyLink}>
                {t('header.copyLink')}
              </Menu.Item>
              {!trashed && (
                <>
                  <Menu.Divider />
                  <Menu.Item
                    leftSection={<IconTrash size={16} stroke={1.75} />}
                    onClick={() => remove.write({ id: ticket.id })}
                  >
                    {t('header.delete')}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
          {!trashed && (
            <Button
              compact
              icon={done ? IconArrowBackUp : IconCheck}
              shortcut="tickets.solve"
              onClick={turn}
              busy={solve.pending || reopen.pending}
            >
              {done ? t('header.reopen') : t('header.solve')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.chips}>
        <span className={classes.number}>#{ticket.number}</span>
        <TicketChips ticket={ticket} />
      </div>
      <TicketHistory id={ticket.id} open={layer === 'history'} onClose={close} />
      {layer === 'subject' && <SubjectDialog ticket={ticket} onClose={close} />}
    </header>
  );
}
