import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Segmented } from '@/components/Tabs';
import type { Trigger, Vocabulary } from './rule';
import { ScheduleFields } from './ScheduleFields';

interface TriggerFieldsProps {
  trigger: Trigger;
  vocabulary: Vocabulary;
  onChange: (trigger: Trigger) => void;
}

const DAILY_AT_8 = '0 8 * * *';

/** What starts the workflow: something that happens, or a time. */
export function TriggerFields({ trigger, vocabulary, onChange }: TriggerFieldsProps) {
  const { t } = useTranslation('workflows');
  const records = [...new Set(vocabulary.fields.map(({ record }) => record))];
  const recordLabel = (record: string) => t(`record.${record}`, { defaultValue: record });
  const groups = [...new Set(vocabulary.triggers.map(({ record }) => record))].map((record) => ({
    group: recordLabel(record),
    items: vocabulary.triggers
      .filter((word) => word.record === record)
      .map(({ kind, label }) => ({ value: kind, label: label.charAt(0).toUpperCase() + label.slice(1) })),
  }));
  return (
    <>
      <div>
        <Segmented
          label={t('trigger.name')}
          value={trigger.type}
          options={[
            { value: 'event', label: t('trigger.event') },
            { value: 'schedule', label: t('trigger.schedule') },
          ]}
          onChange={(type) =>
            onChange(type === 'event' ? { type, kind: 'ticket.created' } : { type, cron: DAILY_AT_8, record: 'ticket' })
          }
        />
      </div>
      {trigger.type === 'event' ? (
        <Select
          id="trigger.kind"
          label={t('trigger.when')}
          data={groups}
          searchable
          allowDeselect={false}
          maxDropdownHeight={320}
          value={trigger.kind}
          onChange={(kind) => kind && onChange({ type: 'event', kind })}
        />
      ) : (
        <>
          <ScheduleFields cron={trigger.cron} onChange={(cron) => onChange({ ...trigger, cron })} />
          <Select
            id="trigger.record"
            label={t('trigger.record')}
            description={t('trigger.recordHelp')}
            data={records.map((record) => ({ value: record, label: recordLabel(record) }))}
            placeholder={t('trigger.once')}
            clearable
            value={trigger.record ?? null}
            onChange={(record) => onChange({ type: 'schedule', cron: trigger.cron, ...(record ? { record } : {}) })}
          />
        </>
      )}
    </>
  );
}
