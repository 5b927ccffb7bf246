import { Trans, useTranslation } from 'react-i18next';
import { ChoiceChip } from './ChoiceChip';
import { type Category, named, type Ticket, useCategories } from './lookups';
import { useUpdateTicket } from './writes';

/** "Heating › Boiler". */
export function pathOf(category: Category, all: readonly Category[]): string {
  const parent = category.id === category.parent_id ? undefined : named(all, category.parent_id);
  return parent ? `${parent.name} › ${category.name}` : category.name;
}

/** What the ticket is about, as a fact that can be changed. */
export function CategoryFact({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation('tickets');
  const categories = useCategories();
  const update = useUpdateTicket((args, { subject }) => (
    <Trans
      t={t}
      i18nKey="toast.changed"
      values={{ subject, name: named(categories, args.category_id)?.name ?? t('facts.noCategory') }}
      components={{ b: <b dir="auto" /> }}
    />
  ));
  if (categories.length === 0) return t('facts.noCategory');
  return (
    <ChoiceChip
      label={t('facts.category')}
      empty={t('facts.noCategory')}
      value={ticket.category_id}
      choices={[
        { id: null, name: t('facts.noCategory') },
        ...categories.map((category) => ({ id: category.id, name: pathOf(category, categories) })),
      ]}
      onPick={(category) => update.write({ id: ticket.id, category_id: category })}
    />
  );
}
