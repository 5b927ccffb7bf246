import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useFoot } from '@/components/use-foot';
import { useWrite } from '@/lib/query';
import type { Ticket } from './lookups';
import classes from './TrashedTicket.module.css';

/** In place of the composer: nothing is written on a ticket in the trash, but it can be put back. */
export function TrashedTicket({ ticket: { id, subject } }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const foot = useFoot<HTMLElement>();
  const restore = useWrite('trash.restore', {
    toast: () => <Trans t={t} i18nKey="toast.restored" values={{ subject }} components={{ b: <b dir="auto" /> }} />,
  });
  return (
    <section ref={foot} className={classes.bar} aria-label={t('trashed.name')}>
      <IconTrash size={16} stroke={1.75} aria-hidden="true" />
      <p>{t('trashed.text')}</p>
      <Button icon={IconArrowBackUp} busy={restore.pending} onClick={() => restore.write({ type: 'ticket', id })}>
        {t('trashed.restore')}
      </Button>
    </section>
  );
}
