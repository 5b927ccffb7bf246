import { useTranslation } from 'react-i18next';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import { useUserName } from './PickUser';
import { plainValue } from './record-changes';

/** Puts a value into words where the caller knows better, e.g. the name of a stage. */
export type ValueText = (field: string, value: unknown) => string | undefined;
/** The same for every field. */
export type Say = (field: string, value: unknown) => string;

const PEOPLE = new Set(['owner_id', 'assignee_id', 'author_id', 'user_id']);
const CUSTOMERS = new Set(['customer_id', 'organisation_id']);

/** The tag that a row of a record's tags points at. */
function tagIn(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('tag_id' in value)) return undefined;
  return Number(value.tag_id);
}

export function useTagName(): (id: number) => string | undefined {
  const tags = useRead('tags.list', {});
  return (id) => tags.data?.items.find((tag) => tag.id === id)?.name;
}

/** Values in words: people by name, times in the zone, tags by name. */
export function useValueText(own: ValueText | undefined): Say {
  const { t } = useTranslation('records');
  const { zone, locale } = useBusiness();
  const userName = useUserName();
  const tagName = useTagName();
  return (key, value) => {
    const field = key.split('.').at(-1) ?? key;
    if (value === null || value === undefined) return '';
    const tagId = tagIn(value);
    if (tagId !== undefined) return tagName(tagId) ?? t('history.changed');
    const given = own?.(field, value);
    if (given !== undefined) return given;
    if (PEOPLE.has(field)) return userName(Number(value)) ?? String(value);
    if (typeof value === 'boolean') return t(value ? 'history.yes' : 'history.no');
    return plainValue(field, value, { zone, locale }) ?? t('history.changed');
  };
}

/** One value; customers are asked for their name. */
export function RecordValue({ field, value, say }: { field: string; value: unknown; say: Say }) {
  if (CUSTOMERS.has(field) && typeof value === 'number') return <CustomerName id={value} />;
  return say(field, value);
}

function CustomerName({ id }: { id: number }) {
  return useRead('customers.get', { id }).data?.name ?? `#${id}`;
}
