import { useTranslation } from 'react-i18next';
import { Chip } from './Chip';
import { CustomerBadge, type CustomerStatus } from './CustomerBadge';
import classes from './CustomerMarks.module.css';

/** More tags than this push what matters off the panel. */
const TAGS_SHOWN = 3;

interface CustomerMarksProps {
  status: CustomerStatus;
  tags: readonly string[];
}

/** What sets a customer apart, at one glance: the status and the first tags. */
export function CustomerMarks({ status, tags }: CustomerMarksProps) {
  const { t } = useTranslation('customers');
  return (
    <p className={classes.marks}>
      <CustomerBadge status={status} />
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {tags.length > TAGS_SHOWN && <Chip>{t('moreTags', { count: tags.length - TAGS_SHOWN })}</Chip>}
    </p>
  );
}
