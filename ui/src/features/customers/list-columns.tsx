import { useTranslation } from 'react-i18next';
import { Avatar } from '@/components/Avatar';
import { Chip } from '@/components/Chip';
import { CustomerBadge } from '@/components/CustomerBadge';
import { useUserName } from '@/components/PickUser';
import type { Column } from '@/components/VirtualTable';
import type { Item } from '@/lib/api';
import classes from './list.module.css';

export type CustomerRow = Item<'customers.list'>;

const TAGS_SHOWN = 3;

export type Room = 'wide' | 'middle' | 'narrow';

/** The table's columns; the narrower the window, the fewer. */
export function useListColumns(room: Room): Column<CustomerRow>[] {
  const { t } = useTranslation('customers');
  const userName = useUserName();
  const columns: (Column<CustomerRow> & { from?: 'wide' | 'middle' })[] = [
    {
      key: 'name',
      title: t('field.name'),
      width: 'minmax(200px, 2.2fr)',
      cell: ({ name, kind }) => (
        <span className={classes.who}>
          <Avatar name={name} kind={kind} size={24} decorative />
          <span className={classes.name} dir="auto">
            {name}
          </span>
        </span>
      ),
    },
    {
      key: 'status',
      title: t('field.status'),
      width: '96px',
      cell: ({ status }) => <CustomerBadge status={status} />,
    },
    {
      key: 'email',
      title: t('field.email'),
      width: 'minmax(140px, 1.6fr)',
      cell: ({ email }) => email,
    },
    { key: 'phone', title: t('field.phone'), width: 'minmax(112px, 1fr)', cell: ({ phone }) => phone },
    { key: 'city', title: t('field.city'), width: 'minmax(88px, 1fr)', from: 'middle', cell: ({ city }) => city },
    {
      key: 'tags',
      title: t('field.tags'),
      width: 'minmax(120px, 1.4fr)',
      from: 'wide',
      cell: ({ tags }) => (
        <span className={classes.tags}>
          {tags.slice(0, TAGS_SHOWN).map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
          {tags.length > TAGS_SHOWN && <Chip>{t('moreTags', { count: tags.length - TAGS_SHOWN })}</Chip>}
        </span>
      ),
    },
    {
      key: 'owner',
      title: t('field.owner'),
      width: '56px',
      from: 'middle',
      cell: ({ owner_id }) => {
        const name = userName(owner_id);
        return name ? <Avatar name={name} size={20} /> : <span className={classes.quiet}>{t('noOwner')}</span>;
      },
    },
    {
      key: 'tickets',
      title: t('field.openTickets'),
      width: '56px',
      end: true,
      cell: ({ open_tickets }) =>
        open_tickets > 0 ? open_tickets : <span className={classes.quiet}>{t('noTickets')}</span>,
    },
  ];
  const rank = { narrow: 0, middle: 1, wide: 2 };
  return columns.filter(({ from }) => from === undefined || rank[room] >= rank[from]);
}
