import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './AsOf.module.css';
import { LinkButton } from './LinkButton';
import { RecordValue, type Say } from './RecordValue';
import { labelOf } from './record-changes';
import type { Part } from './record-restore';
import { UserText } from './UserText';

interface AsOfTableProps {
  /** What differs first. */
  parts: readonly Part[];
  say: Say;
  canPutBack: (field: string) => boolean;
  busy: boolean;
  onPutBack: (field: string) => void;
}

/** Every field then; where it differs, beside what it is now. */
export function AsOfTable({ parts, say, canPutBack, busy, onPutBack }: AsOfTableProps) {
  const { t } = useTranslation('records');
  const differing = parts.some(({ differs }) => differs);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('asOf.field')}</th>
          <th scope="col">{t('asOf.then')}</th>
          <th scope="col">{t('asOf.now')}</th>
          <th scope="col">
            <span className={classes.hidden}>{t('asOf.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {!differing && (
          <tr>
            <td colSpan={4} className={classes.same}>
              {t('asOf.same')}
            </td>
          </tr>
        )}
        {parts.map(({ field, was, is, differs }) => (
          <tr key={field} data-differs={differs || undefined}>
            <th scope="row">{labelOf(field)}</th>
            <td colSpan={differs ? 1 : 3}>
              <Value field={field} value={was} say={say} />
            </td>
            {differs && (
              <>
                <td>
                  <Value field={field} value={is} say={say} />
                </td>
                <td className={classes.action}>
                  {canPutBack(field) && (
                    <LinkButton
                      strong
                      disabled={busy}
                      aria-label={t('asOf.putBackOf', { what: labelOf(field) })}
                      onClick={() => onPutBack(field)}
                    >
                      {t('asOf.putBack')}
                    </LinkButton>
                  )}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Longer texts than this are folded. */
const LONG = 240;
const FOLDED_LINES = 4;

function Value({ field, value, say }: { field: string; value: unknown; say: Say }) {
  const { t } = useTranslation('records');
  const [whole, setWhole] = useState(false);
  if (Array.isArray(value)) return <Entries field={field} entries={value} say={say} />;
  if (value === null || value === '') return <span className={classes.empty}>{t('history.empty')}</span>;
  if (COUNTED.has(field)) return t(`asOf.${field as 'messages'}`, { count: Number(value) });
  if (typeof value === 'string' && value.includes('\n') && value.length <= LONG) return <UserText>{value}</UserText>;
  if (typeof value !== 'string' || value.length <= LONG) {
    return (
      <span dir="auto">
        <RecordValue field={field} value={value} say={say} />
      </span>
    );
  }
  return (
    <>
      <UserText {...(whole ? {} : { lines: FOLDED_LINES })}>{value}</UserText>
      <LinkButton aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? t('asOf.fold') : t('asOf.unfold')}
      </LinkButton>
    </>
  );
}

/** Rows of which only the number is told. */
const COUNTED = new Set(['messages', 'attachments']);

function Entries({ field, entries, say }: { field: string; entries: readonly unknown[]; say: Say }) {
  const { t } = useTranslation('records');
  if (entries.length === 0) return <span className={classes.empty}>{t('asOf.none')}</span>;
  const text = (entry: unknown) => say(field, typeof entry === 'number' ? { tag_id: entry } : entry);
  return (
    <ul>
      {entries.map((entry) => (
        <li key={JSON.stringify(entry)} dir="auto">
          {text(entry)}
        </li>
      ))}
    </ul>
  );
}
