import { Menu } from '@mantine/core';
import { IconCheck, IconDots, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { IconButton } from '@/components/IconButton';
import { Money } from '@/components/Money';
import { useUserName } from '@/components/PickUser';
import { type State, StateBadge } from '@/components/StateBadge';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { usePaletteContext } from '@/lib/palette';
import { useShortcut } from '@/lib/shortcuts';
import { formatDay } from '@/lib/time';
import { usePageTitle } from '@/lib/title';
import type { Stage } from './board-move';
import { useDaysText } from './DealCardItem';
import classes from './deal.module.css';
import type { Deal } from './deal-form';

interface DealHeaderProps {
  deal: Deal;
  stage: Stage | undefined;
  busy: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onWon?: () => void;
  onLost?: () => void;
}

const LIMITS: Readonly<Record<Deal['limit_state'], State>> = { ok: 'idle', soon: 'soon', over: 'late' };

/** What the deal is, what it is worth, and closing it. */
export function DealHeader({ deal, stage, busy, onEdit, onDelete, onWon, onLost }: DealHeaderProps) {
  const { t } = useTranslation('sales');
  const { zone, locale } = useBusiness();
  const nowMs = useNow();
  const userName = useUserName();
  const daysText = useDaysText();
  const open = stage?.kind === 'open';
  usePageTitle(deal.title);
  usePaletteContext(t('context', { title: deal.title }));
  useShortcut({ id: 'sales.edit', keys: 'e', labelKey: 'sales:edit', groupKey: 'sales:title', run: onEdit });
  return (
    <header className={classes.header}>
      <div className={classes.line}>
        {deal.customer_id ? (
          <Link to={`/customers/${deal.customer_id}` as string} className={classes.customer} dir="auto">
            {deal.customer_name}
          </Link>
        ) : (
          <span className={classes.customer}>{t('noCustomer')}</span>
        )}
      </div>
      <div className={classes.line}>
        <h1 className={classes.title} dir="auto" title={deal.title}>
          {deal.title}
        </h1>
        {stage?.kind === 'won' && (
          <StateBadge state="good" tall>
            {stage.name}
          </StateBadge>
        )}
        {stage?.kind === 'lost' && (
          <StateBadge state="idle" tall>
            {stage.name}
          </StateBadge>
        )}
        <div className={classes.actions}>
          {open && onWon && (
            <Button icon={IconCheck} busy={busy} onClick={onWon}>
              {t('markWon')}
            </Button>
          )}
          {open && onLost && (
            <Button icon={IconX} busy={busy} onClick={onLost}>
              {t('markLost')}
            </Button>
          )}
          <Menu position="bottom-end" width={208} returnFocus>
            <Menu.Target>
              <IconButton icon={IconDots} label={t('moreActions')} framed className={classes.dots} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} stroke={1.75} aria-hidden="true" />} onClick={onEdit}>
                {t('edit')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={16} stroke={1.75} aria-hidden="true" />} onClick={onDelete}>
                {t('delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <p className={classes.facts}>
        <b>
          <Money minor={deal.value_minor} currency={deal.currency} />
        </b>
        {open ? (
          <StateBadge state={LIMITS[deal.limit_state]}>
            {deal.days_in_stage === 0 ? t('newInStage') : t('inStage', { days: daysText(deal) })}
          </StateBadge>
        ) : (
          deal.closed_ms && <Chip>{daysText(deal)}</Chip>
        )}
        {deal.expected_close_on && open && (
          <span>{t('closes', { day: formatDay(deal.expected_close_on, nowMs, { zone, locale }) })}</span>
        )}
        <span>{deal.owner_id ? t('ownerIs', { name: userName(deal.owner_id) ?? '' }) : t('nobodyOwns')}</span>
        {deal.lost_reason && <span dir="auto">{t('lostBecause', { reason: deal.lost_reason })}</span>}
      </p>
    </header>
  );
}
