import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { usePages, useWrite } from '@/lib/query';
import type { FollowUp } from './FollowUps';
import classes from './FollowUps.module.css';
import { LinkButton } from './LinkButton';
import { RelativeTime } from './RelativeTime';

interface DoneFollowUpsProps {
  /** Whose follow-ups. */
  of: { customer_id: number } | { deal_id: number } | { ticket_id: number };
  onOpen: (task: FollowUp) => void;
}

/** The latest are enough to find what was ticked by mistake; the timeline has the rest. */
const SHOWN = 5;

/** What was done, out of the way until asked for; a tick more opens it again. */
export function DoneFollowUps({ of, onOpen }: DoneFollowUpsProps) {
  const { t } = useTranslation('records');
  const [shown, setShown] = useState(false);
  const done = usePages('tasks.list', { view: 'done', limit: SHOWN, ...of });
  const reopen = useWrite('tasks.reopen', {
    optimistic: ({ id }, patch) =>
      patch('tasks.list', (page, { view }) =>
        view === 'done' ? { ...page, items: page.items.filter((task) => task.id !== id) } : page,
      ),
    toast: ({ title }) => (
      <Trans t={t} i18nKey="followUps.reopened" values={{ title }} components={{ b: <b dir="auto" /> }} />
    ),
  });
  const tasks = done.data?.slice(0, SHOWN) ?? [];
  if (tasks.length === 0) return null;
  return (
    <div className={classes.done}>
      <LinkButton aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? t('followUps.hideDone') : t('followUps.showDone')}
      </LinkButton>
      {shown && (
        <ul>
          {tasks.map((task) => (
            <li key={task.id} className={classes.row}>
              <button
                type="button"
                className={classes.check}
                data-done
                onClick={() => reopen.write({ id: task.id })}
                aria-label={t('followUps.reopen', { title: task.title })}
              >
                <IconCheck size={12} stroke={2.25} aria-hidden="true" />
              </button>
              <button
                type="button"
                className={classes.title}
                data-done
                onClick={() => onOpen(task)}
                dir="auto"
                title={task.title}
              >
                {task.title}
              </button>
              {task.done_ms && (
                <span className={classes.when}>
                  <RelativeTime ms={task.done_ms} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
