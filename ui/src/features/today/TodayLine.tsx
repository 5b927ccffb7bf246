import {
  type Icon,
  IconChecklist,
  IconCoin,
  IconGitBranch,
  IconInbox,
  IconShieldX,
  IconUserPlus,
} from '@tabler/icons-react';
import { Button } from '@/components/Button';
import { DueTime } from '@/components/DueTime';
import { WorkRow } from '@/components/ListRow';
import { RelativeTime } from '@/components/RelativeTime';
import { say } from '@/lib/phrase';
import type { TodayItem } from './items';

interface TodayLineProps {
  item: TodayItem;
  selected: boolean;
  onDo: () => void;
}

const ICONS: Readonly<Record<TodayItem['kind'], Icon>> = {
  ticket: IconInbox,
  task: IconChecklist,
  deal: IconCoin,
  run: IconGitBranch,
  lead: IconUserPlus,
  check: IconShieldX,
};

/** One thing to do; the selected one carries the screen's filled button. */
export function TodayLine({ item, selected, onDo }: TodayLineProps) {
  const Shape = ICONS[item.kind];
  return (
    <WorkRow
      icon={<Shape size={18} stroke={1.75} aria-hidden="true" />}
      title={say(item.title)}
      who={item.who || undefined}
      why={say(item.why)}
      due={<Due item={item} />}
      action={
        <Button
          compact
          fullWidth
          variant={selected ? 'filled' : 'plain'}
          {...(selected ? { keys: 'enter' } : {})}
          aria-label={`${say(item.action.label)}: ${say(item.title)}`}
          onClick={(event) => {
            event.stopPropagation();
            onDo();
          }}
        >
          {say(item.action.label)}
        </Button>
      }
    />
  );
}

/** The backend decides what counts as late or soon; a time that is neither stays plain. */
function Due({ item }: { item: TodayItem }) {
  if (item.due_ms === null || item.due_ms === undefined) return null;
  if (item.due_state === 'late' || item.due_state === 'soon') return <DueTime ms={item.due_ms} large />;
  return <RelativeTime ms={item.due_ms} />;
}
