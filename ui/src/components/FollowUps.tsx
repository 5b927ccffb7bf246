import { type Icon, IconCheck, IconListCheck, IconMail, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Item } from '@/lib/api';
import { usePages, useWrite } from '@/lib/query';
import { DoneFollowUps } from './DoneFollowUps';
import { DueTime } from './DueTime';
import { FollowUpDialog } from './FollowUpDialog';
import classes from './FollowUps.module.css';
import { PanelSection } from './Panel';

export type FollowUp = Item<'tasks.list'>;

/** What a follow-up hangs on. */
export interface FollowUpTarget {
  customer_id?: number | null;
  deal_id?: number;
  ticket_id?: number;
}

export const FOLLOW_UP_ICONS: Readonly<Record<FollowUp['kind'], Icon>> = {
  todo: IconListCheck,
  call: IconPhone,
  email: IconMail,
};

interface FollowUpsProps {
  /** Which follow-ups to show. */
  of: { customer_id: number } | { deal_id: number } | { ticket_id: number };
  /** What new ones hang on. */
  target: FollowUpTarget;
}

/** Follow-ups of a record in the panel: tick one off, change it, add one; what is done can be opened again. */
export function FollowUps({ of, target }: FollowUpsProps) {
  const { t } = useTranslation('records');
  const [editing, setEditing] = useState<FollowUp | 'new'>();
  const tasks = usePages('tasks.list', { view: 'open', ...of });
  const complete = useWrite('tasks.complete', {
    optimistic: ({ id }, patch) =>
      patch('tasks.list', (page, { view }) =>
        view === 'done' ? page : { ...page, items: page.items.filter((task) => task.id !== id) },
      ),
    toast: ({ title }) => <Trans t={t} i18nKey="followUps.completed" values={{ title }} components={{ b: <b /> }} />,
  });
  return (
    <PanelSection title={t('followUps.title')} action={{ label: t('followUps.add'), onClick: () => setEditing('new') }}>
      {tasks.data?.length === 0 && <p className={classes.none}>{t('followUps.none')}</p>}
      <ul>
        {tasks.data?.map((task) => (
          <FollowUpRow
            key={task.id}
            task={task}
            onDone={() => complete.write({ id: task.id })}
            onOpen={() => setEditing(task)}
          />
        ))}
      </ul>
      <DoneFollowUps of={of} onOpen={setEditing} />
      <FollowUpDialog
        key={editing === 'new' ? 'new' : editing?.id}
        open={editing !== undefined}
        task={editing === 'new' ? undefined : editing}
        target={target}
        onClose={() => setEditing(undefined)}
      />
    </PanelSection>
  );
}

function FollowUpRow({ task, onDone, onOpen }: { task: FollowUp; onDone: () => void; onOpen: () => void }) {
  const { t } = useTranslation('records');
  const Shape = FOLLOW_UP_ICONS[task.kind];
  return (
    <li className={classes.row}>
      <button
        type="button"
        className={classes.check}
        onClick={onDone}
        aria-label={t('followUps.done', { title: task.title })}
      >
        <IconCheck size={12} stroke={2.25} aria-hidden="true" />
      </button>
      <button type="button" className={classes.title} onClick={onOpen} dir="auto" title={task.title}>
        {task.title}
      </button>
      <Shape className={classes.icon} size={14} stroke={2} aria-hidden="true" />
      {task.due_ms !== null && task.due_ms !== undefined && <DueTime ms={task.due_ms} />}
    </li>
  );
}
