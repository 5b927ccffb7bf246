import { Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldRow } from '@/components/Form';
import { ZoneField } from '@/components/PlaceFields';
import { useBusiness } from '@/lib/business';
import classes from './Import.module.css';
import { FIELDS, type ImportKind, linesOf, type Mapping, pairsOf } from './kinds';

interface MappingFieldsProps {
  kind: ImportKind;
  columns: readonly string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Which column of the file fills which field, and how its words and times are read. */
export function MappingFields({ kind, columns, mapping, onChange }: MappingFieldsProps) {
  const { t } = useTranslation('settings');
  const chosen = mapping.columns ?? {};
  const data = [...new Set([...columns, ...Object.values(chosen)])];
  // What stays behind is said: a column that nobody missed is missed after the import.
  const named = new Set([...Object.values(chosen), ...(mapping.subject?.match(/[^{}]+(?=\})/g) ?? [])]);
  const unused = columns.filter((column) => !named.has(column));
  const setColumn = (field: string, column: string | null) => {
    const { [field]: _, ...others } = chosen;
    onChange({ ...mapping, columns: column === null ? others : { ...others, [field]: column } });
  };
  return (
    <>
      <div className={classes.mapping}>
        {FIELDS[kind].map((field) => (
          <Select
            key={field}
            label={t(`import.field.${field}`)}
            placeholder={t('import.noColumn')}
            data={data}
            value={chosen[field] ?? null}
            searchable
            clearable
            limit={100}
            onChange={(column) => setColumn(field, column)}
          />
        ))}
      </div>
      {unused.length > 0 && (
        <p className={classes.unused}>
          {t('import.unused', { count: unused.length })} <span dir="auto">{unused.join(', ')}</span>
        </p>
      )}
      {kind === 'tickets-log' && <LogFields mapping={mapping} onChange={onChange} />}
    </>
  );
}

/** Ticket logs speak the words of another system. */
function LogFields({ mapping, onChange }: Pick<MappingFieldsProps, 'mapping' | 'onChange'>) {
  const { t } = useTranslation('settings');
  const { locale, zone } = useBusiness();
  return (
    <>
      <FieldRow>
        <TextInput
          label={t('import.dateFormat')}
          description={t('import.dateFormatHelp')}
          value={mapping.date_format ?? ''}
          onChange={(event) => onChange({ ...mapping, date_format: event.currentTarget.value || null })}
        />
        <ZoneField
          label={t('import.zone')}
          description={t('import.zoneHelp')}
          locale={locale}
          value={mapping.zone ?? zone}
          onChange={(value) => onChange({ ...mapping, zone: value })}
        />
      </FieldRow>
      <FieldRow>
        <TextInput
          label={t('import.subject')}
          description={t('import.subjectHelp')}
          value={mapping.subject ?? ''}
          onChange={(event) => onChange({ ...mapping, subject: event.currentTarget.value || null })}
        />
        <TextInput
          label={t('import.empty')}
          description={t('import.emptyHelp')}
          defaultValue={(mapping.empty ?? []).join(', ')}
          onChange={(event) =>
            onChange({
              ...mapping,
              empty: event.currentTarget.value
                .split(',')
                .map((word) => word.trim())
                .filter(Boolean),
            })
          }
        />
      </FieldRow>
      <FieldRow>
        <Textarea
          label={t('import.priorities')}
          description={t('import.prioritiesHelp')}
          autosize
          minRows={3}
          defaultValue={linesOf(mapping.priorities)}
          onChange={(event) => {
            const levels = Object.entries(pairsOf(event.currentTarget.value)).map(([word, level]) => [
              word,
              Number(level),
            ]);
            onChange({
              ...mapping,
              priorities: Object.fromEntries(levels.filter(([, level]) => Number.isInteger(level))),
            });
          }}
        />
        <Textarea
          label={t('import.statuses')}
          description={t('import.statusesHelp')}
          autosize
          minRows={3}
          defaultValue={linesOf(mapping.statuses)}
          onChange={(event) => onChange({ ...mapping, statuses: pairsOf(event.currentTarget.value) })}
        />
      </FieldRow>
    </>
  );
}
