import { Menu, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconArrowsSort, IconCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { Dialog } from '@/components/Dialog';
import { IconButton } from '@/components/IconButton';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { usePageTitle } from '@/lib/title';
import { named, usePriorities, useStatuses, useTeams, useUsers } from './lookups';
import { narrowedBy, SORTS, type TicketFilter, type TicketSearch, viewOf } from './search';
import classes from './TicketListHeader.module.css';

interface TicketListHeaderProps {
  search: TicketSearch;
  /** Rows read so far, shown while no view counts them. */
  shown: number;
  more: boolean;
  /** No ticket is open, so this is the page's own heading. */
  alone: boolean;
}

/** Which view this is, how many tickets it has, their order and what narrows them. */
export function TicketListHeader({ search, shown, more, alone }: TicketListHeaderProps) {
  const { t } = useTranslation('tickets');
  const locale = useBusiness((business) => business.locale);
  const [filtering, setFiltering] = useState(false);
  const navigate = useNavigate();
  const view = viewOf(search);
  const teams = useTeams();
  const counts = useRead('tickets.counts', {}).data;
  const narrowed = narrowedBy(search);
  const team = search.view ? undefined : named(teams, search.team);
  const title = team?.name ?? t(`views.${view}`);
  const counted =
    narrowed.length > 0 ? { n: shown, more } : team ? counts?.teams[String(team.id)] : counts?.views[view];
  const change = (patch: Partial<Record<keyof TicketSearch, unknown>>) =>
    void navigate({ to: '.', search: { ...search, ...patch } as TicketSearch });
  const sorts = SORTS.filter((sort) => sort !== 'waiting_longest' || view === 'needs_answer');
  const sorted = search.sort ?? (view === 'needs_answer' ? 'waiting_longest' : 'newest');
  const Heading = alone ? 'h1' : 'h2';
  return (
    <>
      {alone && <WindowTitle title={title} />}
      <div className={classes.header}>
        <Heading className={classes.title} dir="auto">
          {title}
        </Heading>
        <span className={classes.count}>{formatCount(counted, locale)}</span>
        <div className={classes.tools}>
          {view !== 'solved_week' && (
            <Menu position="bottom-end">
              <Menu.Target>
                <IconButton icon={IconArrowsSort} label={t('sort.name')} />
              </Menu.Target>
              <Menu.Dropdown>
                {sorts.map((sort) => (
                  <Menu.Item
                    key={sort}
                    rightSection={sort === sorted ? <IconCheck size={16} stroke={1.75} aria-hidden="true" /> : null}
                    onClick={() => change({ sort })}
                  >
                    {t(`sort.${sort}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <IconButton icon={IconAdjustmentsHorizontal} label={t('filter.name')} onClick={() => setFiltering(true)} />
        </div>
      </div>
      {narrowed.length > 0 && (
        <div className={classes.filters}>
          {narrowed.map((filter) => (
            <FilterChip
              key={filter}
              filter={filter}
              id={search[filter]}
              onRemove={() => change({ [filter]: undefined })}
            />
          ))}
        </div>
      )}
      <FilterDialog open={filtering} search={search} onClose={() => setFiltering(false)} onChange={change} />
    </>
  );
}

function WindowTitle({ title }: { title: string }) {
  usePageTitle(title);
  return null;
}

function useFilterChoices(): Readonly<
  Record<Exclude<TicketFilter, 'customer'>, readonly { id: number; name: string }[]>
> {
  return { status: useStatuses(), priority: usePriorities(), assignee: useUsers(), team: useTeams() };
}

function FilterChip({ filter, id, onRemove }: { filter: TicketFilter; id: number | undefined; onRemove: () => void }) {
  const { t } = useTranslation('tickets');
  const choices = useFilterChoices();
  const customer = useRead(
    'customers.get',
    { id: id ?? 0 },
    { enabled: filter === 'customer' && id !== undefined },
  ).data;
  const name = filter === 'customer' ? customer?.name : named(choices[filter], id)?.name;
  return (
    <Chip onRemove={onRemove} removeLabel={t('filter.remove', { name: name ?? t(`filter.${filter}`) })}>
      {name ?? t(`filter.${filter}`)}
    </Chip>
  );
}

interface FilterDialogProps {
  open: boolean;
  search: TicketSearch;
  onClose: () => void;
  onChange: (patch: Partial<Record<keyof TicketSearch, unknown>>) => void;
}

function FilterDialog({ open, search, onClose, onChange }: FilterDialogProps) {
  const { t } = useTranslation('tickets');
  const choices = useFilterChoices();
  const cleared = { status: undefined, priority: undefined, assignee: undefined, team: undefined, customer: undefined };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('filter.name')}
      lead={t('filter.lead')}
      width={400}
      footer={
        <>
          <Button onClick={() => onChange(cleared)} disabled={narrowedBy(search).length === 0}>
            {t('filter.clear')}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {t('filter.show')}
          </Button>
        </>
      }
    >
      <div className={classes.fields}>
        {(['status', 'priority', 'assignee', 'team'] as const).map((filter) => (
          <Select
            key={filter}
            label={t(`filter.${filter}`)}
            placeholder={t('filter.any')}
            clearable
            searchable={choices[filter].length > 8}
            data={choices[filter].map(({ id, name }) => ({ value: String(id), label: name }))}
            value={search[filter] === undefined ? null : String(search[filter])}
            onChange={(value) => onChange({ [filter]: value === null ? undefined : Number(value) })}
          />
        ))}
      </div>
    </Dialog>
  );
}
