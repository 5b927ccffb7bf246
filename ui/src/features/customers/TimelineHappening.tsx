import { IconArrowBackUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { Money } from '@/components/Money';
import { TimelineEntry } from '@/components/TimelineEntry';
import { useBusiness } from '@/lib/business';
import { say } from '@/lib/phrase';
import { useWrite } from '@/lib/query';
import { formatClock, type Place } from '@/lib/time';
import classes from './timeline.module.css';
import { addressOf, type Happening, lookOf } from './timeline-look';

interface TimelineHappeningProps {
  happening: Happening;
  place: Place;
  last: boolean;
  /** The latest that happened with its record. */
  latest: boolean;
  /** Corrects a logged contact. */
  onEdit: (id: number) => void;
  onDelete: (happening: Happening) => void;
}

/** One happening. What was logged by hand can be corrected or taken away where it stands. */
export function TimelineHappening({ happening, place, last, latest, onEdit, onDelete }: TimelineHappeningProps) {
  const router = useRouter();
  const viewer = useBusiness((business) => business.role === 'viewer');
  const { icon, tone } = lookOf(happening);
  const address = addressOf(happening);
  const { amount_minor, currency, subject_type, subject_id } = happening;
  const logged = subject_type === 'interaction' && !viewer;
  const open = logged ? () => onEdit(subject_id) : address ? () => router.history.push(address) : undefined;
  let tools: ReactNode;
  if (logged) tools = <LoggedTools happening={happening} onEdit={onEdit} onDelete={onDelete} />;
  else if (isDoneTask(happening) && latest && !viewer) tools = <Reopen happening={happening} />;
  return (
    <div className={classes.entry}>
      <TimelineEntry
        time={formatClock(happening.at_ms, place)}
        icon={icon}
        tone={tone}
        title={say(happening.title)}
        detail={happening.detail ? say(happening.detail) : happening.actor_name}
        text={happening.text ?? undefined}
        amount={amount_minor && currency ? <Money minor={amount_minor} currency={currency} /> : undefined}
        tools={tools}
        last={last}
        {...(open ? { onOpen: open } : {})}
      />
    </div>
  );
}

const isDoneTask = ({ subject_type, state }: Happening) => subject_type === 'task' && state === 'done';

type LoggedToolsProps = Pick<TimelineHappeningProps, 'happening' | 'onEdit' | 'onDelete'>;

function LoggedTools({ happening, onEdit, onDelete }: LoggedToolsProps) {
  const { t } = useTranslation('customers');
  const { subject_id } = happening;
  const title = say(happening.title);
  return (
    <>
      <IconButton icon={IconPencil} label={t('log.editOf', { title })} onClick={() => onEdit(subject_id)} />
      <IconButton icon={IconTrash} label={t('log.deleteOf', { title })} onClick={() => onDelete(happening)} />
    </>
  );
}

/** A tick too many is taken back here as well. */
function Reopen({ happening }: { happening: Happening }) {
  const { t } = useTranslation('customers');
  const { subject_id } = happening;
  const title = say(happening.title);
  const reopen = useWrite('tasks.reopen', {
    toast: () => <Trans t={t} i18nKey="timeline.reopened" values={{ title }} components={{ b: <b dir="auto" /> }} />,
  });
  return (
    <IconButton
      icon={IconArrowBackUp}
      label={t('timeline.reopen', { title })}
      onClick={() => reopen.write({ id: subject_id })}
    />
  );
}
