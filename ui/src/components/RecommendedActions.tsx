import {
  type Icon,
  IconArrowBackUp,
  IconArrowRight,
  IconArrowUpRight,
  IconBell,
  IconBook2,
  IconBulb,
  IconCalendar,
  IconCheck,
  IconClock,
  IconFlag,
  IconInbox,
  IconLayoutKanban,
  IconListCheck,
  IconLock,
  IconMail,
  IconMessage,
  IconMessageQuestion,
  IconPencil,
  IconPhone,
  IconPlayerPlay,
  IconRefresh,
  IconTag,
  IconUserCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type Args, callFull, type Op } from '@/lib/api';
import { type Phrase, say } from '@/lib/phrase';
import { confirmChange } from '@/lib/query';
import { showError } from '@/lib/undo';
import { FillDialog } from './FillDialog';
import { NextActions } from './NextActions';

/** A step the backend recommends: an operation with its arguments, and what a person must still give. */
export interface RecommendedAction {
  key: string;
  icon: string;
  title: Phrase;
  why?: Phrase | null;
  steps?: readonly Phrase[];
  operation: string;
  args: unknown;
  fill?: readonly string[] | null;
  primary?: boolean;
}

interface RecommendedActionsProps {
  actions: readonly RecommendedAction[];
  /** The first one carries the screen's filled button. */
  filled?: boolean;
  /** Does an action its own way, e.g. by starting an answer; true when it did. */
  instead?: (action: RecommendedAction) => boolean;
}

const ICONS: Readonly<Record<string, Icon>> = {
  phone: IconPhone,
  call: IconPhone,
  mail: IconMail,
  email: IconMail,
  message: IconMessage,
  reply: IconArrowBackUp,
  note: IconPencil,
  pencil: IconPencil,
  check: IconCheck,
  clock: IconClock,
  bell: IconBell,
  calendar: IconCalendar,
  task: IconListCheck,
  ticket: IconInbox,
  inbox: IconInbox,
  deal: IconLayoutKanban,
  flag: IconFlag,
  tag: IconTag,
  user: IconUserPlus,
  assign: IconUserCheck,
  'user-check': IconUserCheck,
  'user-plus': IconUserPlus,
  book: IconBook2,
  article: IconBook2,
  'arrow-right': IconArrowRight,
  'arrow-up-right': IconArrowUpRight,
  'arrow-back-up': IconArrowBackUp,
  lock: IconLock,
  refresh: IconRefresh,
  'player-play': IconPlayerPlay,
  'list-check': IconListCheck,
  'message-question': IconMessageQuestion,
};

/** Next actions as the backend recommends them; "Do this" does them, asking first for what is missing. */
export function RecommendedActions({ actions, filled = false, instead }: RecommendedActionsProps) {
  const { t } = useTranslation('actions');
  const [asking, setAsking] = useState<RecommendedAction | undefined>();
  const [busyKey, setBusyKey] = useState<string | undefined>();
  const perform = async (action: RecommendedAction, given: object) => {
    setBusyKey(action.key);
    try {
      const args = { ...(action.args as object), ...given };
      const { change } = await callFull(action.operation as Op, args as Args<Op>);
      confirmChange(
        change,
        <Trans t={t} i18nKey="done" values={{ title: say(action.title) }} components={{ b: <b dir="auto" /> }} />,
      );
      setAsking(undefined);
    } catch (error) {
      showError(error);
    } finally {
      setBusyKey(undefined);
    }
  };
  const run = (action: RecommendedAction) => {
    if (instead?.(action)) return;
    if (action.fill && action.fill.length > 0) setAsking(action);
    else void perform(action, {});
  };
  const ordered = actions.toSorted((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false));
  return (
    <>
      <NextActions
        filled={filled}
        actions={ordered.map((action) => ({
          key: action.key,
          icon: ICONS[action.icon] ?? IconBulb,
          title: say(action.title),
          ...(action.why ? { why: say(action.why) } : {}),
          ...(action.steps && action.steps.length > 0 ? { steps: action.steps.map(say) } : {}),
          ...(action.operation === 'tasks.complete' ? { label: t('markDone') } : {}),
          busy: busyKey === action.key,
          run: () => run(action),
        }))}
      />
      {asking && (
        <FillDialog
          key={asking.key}
          title={say(asking.title)}
          lead={asking.why ? say(asking.why) : undefined}
          fields={asking.fill ?? []}
          initial={asking.args as Readonly<Record<string, unknown>>}
          busy={busyKey === asking.key}
          onClose={() => setAsking(undefined)}
          onSubmit={(given) => void perform(asking, given)}
        />
      )}
    </>
  );
}
