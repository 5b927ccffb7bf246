import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { TicketList } from './TicketList';
import classes from './TicketsRoom.module.css';

/** The room: the list, and beside it the open ticket. Below 1024 they take turns. */
export function TicketsRoom() {
  const { t } = useTranslation('tickets');
  const search = useSearch({ from: '/tickets' });
  const navigate = useNavigate();
  const raw = useParams({ strict: false }).id;
  const openId = raw === undefined ? undefined : Number(raw);
  const open = (id: number) =>
    void navigate({ to: '/tickets/$id', params: { id: String(id) }, search, replace: openId !== undefined });
  return (
    <div className={classes.room} data-open={openId !== undefined || undefined}>
      <section className={classes.list} aria-label={t('list.name')}>
        <TicketList search={search} openId={openId} onOpen={open} />
      </section>
      <div className={classes.ticket}>
        <Outlet />
        {openId === undefined && <EmptyState drawing="list" title={t('list.choose')} text={t('list.chooseText')} />}
      </div>
    </div>
  );
}
