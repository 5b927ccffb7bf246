import { IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { PriorityMark } from '@/components/PriorityMark';
import { useBusiness } from '@/lib/business';
import { useShortcut } from '@/lib/shortcuts';
import { ChoiceChip } from './ChoiceChip';
import { levelOf, named, type Ticket, usePriorities, useStatuses, useTeams, useUsers } from './lookups';
import { StatusSign } from './StatusSign';
import { TagsChip } from './TagsChip';
import { useAssign, useUpdateTicket } from './writes';

const bold = { b: <b dir="auto" /> };

/** Status, priority, who has it, team and tags; each opens its choices. */
export function TicketChips({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const me = useBusiness((business) => business.userId);
  const statuses = useStatuses();
  const priorities = usePriorities();
  const users = useUsers();
  const teams = useTeams();
  const assign = useAssign();
  const update = useUpdateTicket((args, { subject }) => {
    const name = named(statuses, args.status_id)?.name ?? named(priorities, args.priority_id)?.name ?? '';
    return <Trans t={t} i18nKey="toast.changed" values={{ subject, name }} components={bold} />;
  });
  const id = ticket.id;
  useShortcut(
    {
      id: 'tickets.assignMe',
      keys: 'a',
      labelKey: 'tickets:shortcut.assignMe',
      groupKey: 'tickets:title',
      run: () => assign.write({ id, assignee_id: me }),
    },
    ticket.assignee_id !== me,
  );
  const working = users.filter((user) => user.active || user.id === ticket.assignee_id);
  return (
    <>
      <ChoiceChip
        label={t('filter.status')}
        empty={t(`state.${ticket.state}`)}
        value={ticket.status_id}
        choices={statuses.map((status) => ({
          id: status.id,
          name: status.name,
          sign: <StatusSign state={status.category} status={status} />,
        }))}
        onPick={(status) => status !== null && update.write({ id, status_id: status })}
      />
      <ChoiceChip
        label={t('filter.priority')}
        empty={t('filter.priority')}
        value={ticket.priority_id}
        choices={priorities.map((priority) => ({
          id: priority.id,
          name: priority.name,
          sign: <PriorityMark level={levelOf(priority)} />,
        }))}
        onPick={(priority) => priority !== null && update.write({ id, priority_id: priority })}
      />
      <ChoiceChip
        label={t('filter.assignee')}
        empty={t('row.nobody')}
        value={ticket.assignee_id}
        choices={[
          { id: null, name: t('row.nobody'), sign: <IconUserPlus size={16} stroke={1.75} aria-hidden="true" /> },
          ...working.map(({ id, name }) => ({ id, name, sign: <Avatar name={name} size={20} decorative /> })),
        ]}
        onPick={(assignee) => assign.write({ id, assignee_id: assignee })}
      />
      {(teams.length > 0 || typeof ticket.team_id === 'number') && (
        <ChoiceChip
          label={t('filter.team')}
          empty={t('header.noTeam')}
          value={ticket.team_id}
          choices={[
            { id: null, name: t('header.noTeam') },
            ...teams.map(({ id, name }) => ({
              id,
              name,
              sign: <IconUsersGroup size={14} stroke={2} aria-hidden="true" />,
            })),
          ]}
          onPick={(team) => assign.write({ id, team_id: team })}
        />
      )}
      <TagsChip ticket={ticket} />
    </>
  );
}
