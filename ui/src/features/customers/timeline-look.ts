/** How each kind of happening looks on the timeline. */
import {
  type Icon,
  IconCalendarEvent,
  IconCheck,
  IconCircleDot,
  IconGitBranch,
  IconInbox,
  IconLayoutKanban,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconUser,
} from '@tabler/icons-react';
import type { Tone } from '@/components/Chip';
import type { Item } from '@/lib/api';

export type Happening = Item<'timeline.get'>;

export const TIMELINE_FILTERS = ['all', 'conversations', 'tickets', 'deals', 'runs'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

interface Look {
  icon: Icon;
  tone: Tone;
}

/** By the last word of the kind for what was said, by the record for everything else. */
const SPOKEN: Readonly<Record<string, Icon>> = {
  call: IconPhone,
  email: IconMail,
  sms: IconMessage,
  meeting: IconCalendarEvent,
  note: IconNote,
};

export function lookOf({ kind, subject_type, state }: Happening): Look {
  const spoken = SPOKEN[kind.split('.').at(-1) ?? ''] ?? (state ? SPOKEN[state] : undefined);
  if (spoken) return { icon: spoken, tone: 'neutral' };
  switch (subject_type) {
    case 'ticket':
      return { icon: IconInbox, tone: 'accent' };
    case 'deal':
      return { icon: IconLayoutKanban, tone: state === 'won' ? 'green' : 'amber' };
    case 'task':
      return { icon: IconCheck, tone: 'neutral' };
    case 'run':
    case 'workflow':
    case 'workflow_run':
      return { icon: IconGitBranch, tone: 'neutral' };
    case 'customer':
      return { icon: IconUser, tone: 'neutral' };
    default:
      return { icon: IconCircleDot, tone: 'neutral' };
  }
}

/** Where the happening's record is; undefined when it has no page. */
export function addressOf({ subject_type, subject_id }: Happening): string | undefined {
  if (subject_type === 'ticket') return `/tickets/${subject_id}`;
  if (subject_type === 'deal') return `/sales/deals/${subject_id}`;
  return undefined;
}
