import { useTranslation } from 'react-i18next';
import type { Item } from '@/lib/api';
import { useRead } from '@/lib/query';

type Change = Item<'changes.list'>;

/** What a change did, in words: its own label, or the verb of the operation and the record it touched first. */
export function useChangeWords(change: Change): string {
  const { t } = useTranslation('settings');
  const named = change.label != null;
  const events = useRead('events.list', { change_id: change.id, limit: 1 }, { enabled: !named });
  if (change.label != null) return change.label;
  // A stage is a part of its pipeline, which stays and is what the event is about.
  const verb = change.operation === 'stages.delete' ? 'delete_stage' : (change.operation.split('.').at(-1) ?? '');
  const done = t(`verb.${verb}`, { defaultValue: t('verb.update') });
  const first = events.data?.items[0];
  // Which of the first records was the very first says nothing.
  if (!first || verb === 'setup') return done;
  const type = t(`type.${first.subject_type}`, { defaultValue: first.subject_type.replaceAll('_', ' ') });
  return `${done}: ${first.subject_title || type}`;
}

export function ChangeWhat({ change }: { change: Change }) {
  return <span dir="auto">{useChangeWords(change)}</span>;
}
