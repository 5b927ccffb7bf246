import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useBusiness } from '@/lib/business';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import type { ImportKind, Mapping, Report, Upload } from './kinds';
import { MappingFields } from './MappingFields';
import { Figures, Rejects, Sample } from './ReportParts';

interface RehearsalProps {
  kind: ImportKind;
  upload: Upload;
  report: Report | undefined;
  /** Why the rehearsal could not read the file this way. */
  refused: Error | undefined;
  busy: boolean;
  onCheck: (mapping: Mapping) => void;
  onStart: (mapping: Mapping) => void;
  onBack: () => void;
}

/** What the import would do, and how the columns are read; nothing is changed yet. */
export function Rehearsal({ kind, upload, report, refused, busy, onCheck, onStart, onBack }: RehearsalProps) {
  const { t } = useTranslation('settings');
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  // What the person changed lies over what the rehearsal found by itself.
  const [changed, setChanged] = useState<Mapping>();
  const [checked, setChecked] = useState<Mapping>();
  const mapping = changed ?? report?.mapping ?? {};
  const stale = changed !== undefined && changed !== checked;
  const check = () => {
    setChecked(changed);
    onCheck(mapping);
  };
  if (!report && !refused) return <Skeleton rows={6} />;
  const useful = report ? report.created + report.updated : 0;
  return (
    <>
      {refused && <ErrorState error={refused} />}
      {report && !refused && (
        <SettingsSection title={t('import.would')} text={t('import.wouldText')}>
          <Figures report={report} />
        </SettingsSection>
      )}
      <SettingsSection title={t('import.sourceTitle')} text={t('import.sourceText')}>
        <TextInput
          label={t('import.sourceName')}
          dir="auto"
          maxLength={200}
          className={classes.source}
          placeholder={upload.name}
          value={mapping.source ?? ''}
          onChange={(event) => setChanged({ ...mapping, source: event.currentTarget.value || null })}
        />
      </SettingsSection>
      <SettingsSection
        title={t('import.columns')}
        text={t('import.columnsText')}
        action={
          <Button busy={busy} disabled={!stale} onClick={check}>
            {t('import.check')}
          </Button>
        }
      >
        <MappingFields
          kind={kind}
          columns={report?.columns ?? upload.columns}
          mapping={mapping}
          onChange={setChanged}
        />
      </SettingsSection>
      {report && !refused && <Rejects report={report} title={t('import.problems')} />}
      {report && !refused && <Sample rows={report.sample} />}
      <div className={classes.buttons}>
        <Button onClick={onBack}>{t('import.other')}</Button>
        {stale || refused ? (
          <Button variant="filled" busy={busy} onClick={check}>
            {t('import.check')}
          </Button>
        ) : (
          <Button variant="filled" busy={busy} disabled={useful === 0} onClick={() => onStart(mapping)}>
            {t('import.start', { count: useful, n: n.format(useful) })}
          </Button>
        )}
      </div>
    </>
  );
}
