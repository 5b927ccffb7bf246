import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Money } from '@/components/Money';
import { RelativeTime } from '@/components/RelativeTime';
import { Skeleton } from '@/components/Skeleton';
import { StatRow, StatTile } from '@/components/StatTile';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import type { TimelineFilter } from './timeline-look';

/** The figures that exist: money won, open work, and when we last spoke. */
export function CustomerStats({ id, onShow }: { id: number; onShow: (filter: TimelineFilter) => void }) {
  const { t } = useTranslation('customers');
  const router = useRouter();
  const locale = useBusiness((business) => business.locale);
  const summary = useRead('customers.summary', { id }).data;
  if (!summary) return <Skeleton rows={1} height={81} />;
  const { open_tickets, open_deals, open_deals_minor, won_minor, currency, last_contact_ms, tasks_open } = summary;
  const kind = summary.last_contact_kind;
  return (
    <StatRow>
      <StatTile
        label={t('stat.won')}
        value={<Money minor={won_minor} currency={currency} />}
        onOpen={() => onShow('deals')}
      />
      <StatTile
        label={t('stat.tickets')}
        value={formatCount(open_tickets, locale)}
        onOpen={() => router.history.push(`/tickets?view=all&customer=${id}`)}
      />
      <StatTile
        label={t('stat.deals')}
        value={<Money minor={open_deals_minor} currency={currency} />}
        note={t('stat.dealsCount', { count: open_deals.n })}
        onOpen={() => onShow('deals')}
      />
      <StatTile
        label={t('stat.contact')}
        value={last_contact_ms ? <RelativeTime ms={last_contact_ms} as="ago" /> : t('stat.never')}
        note={kind ? t(`stat.kind.${kind}`, { defaultValue: kind }) : undefined}
        onOpen={() => onShow('conversations')}
      />
      <StatTile label={t('stat.followUps')} value={formatCount(tasks_open, locale)} />
    </StatRow>
  );
}
