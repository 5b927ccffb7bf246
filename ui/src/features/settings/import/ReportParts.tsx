import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatRow, StatTile } from '@/components/StatTile';
import { fileUrl } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import settings from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import type { Report } from './kinds';

/** New, changed, unchanged and rejected, as large numbers. */
export function Figures({ report }: { report: Report }) {
  const { t } = useTranslation('settings');
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  return (
    <div className={classes.figures}>
      <StatRow>
        <StatTile label={t('import.rows')} value={n.format(report.rows)} />
        <StatTile label={t('import.created')} value={n.format(report.created)} />
        <StatTile label={t('import.updated')} value={n.format(report.updated)} />
        <StatTile label={t('import.unchanged')} value={n.format(report.unchanged)} />
        <StatTile
          label={t('import.rejected')}
          value={n.format(report.rejected)}
          {...(report.rejected > 0 ? { tone: 'amber' as const, note: t('import.rejectedNote') } : {})}
        />
      </StatRow>
    </div>
  );
}

interface RejectsProps {
  report: Report;
  title: string;
  /** The import whose file of all of them can be downloaded. */
  jobId?: number;
}

/** Rows that could not be used, and why. */
export function Rejects({ report: { rejects, rejected, rejects_upload_id }, title, jobId }: RejectsProps) {
  const { t } = useTranslation('settings');
  if (rejects.length === 0) return null;
  const file = rejects_upload_id != null && jobId !== undefined ? fileUrl('imports.rejects', { id: jobId }) : undefined;
  return (
    <SettingsSection
      title={title}
      text={t('import.problemsText')}
      action={
        file && (
          <a className={classes.download} href={file} download>
            <IconDownload size={16} stroke={1.75} aria-hidden="true" />
            {t('import.download')}
          </a>
        )
      }
    >
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.line')}</th>
              <th scope="col">{t('import.why')}</th>
              <th scope="col">{t('import.values')}</th>
            </tr>
          </thead>
          <tbody>
            {rejects.map(({ row, message, values }) => {
              const said = values.filter((value) => value.trim() !== '').join(' · ');
              return (
                <tr key={row}>
                  <td>{row}</td>
                  <td className={classes.why}>{message}</td>
                  <td dir="auto" title={said}>
                    {said}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rejected > rejects.length && (
        <p className={settings.help}>{t('import.moreProblems', { count: rejected - rejects.length })}</p>
      )}
    </SettingsSection>
  );
}

/** The first rows as they were understood. */
export function Sample({ rows: given }: { rows: Report['sample'] }) {
  const { t } = useTranslation('settings');
  const rows = given.filter((row) => Object.values<string>(row).some((value) => value.trim() !== ''));
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (fields.length === 0) return null;
  return (
    <SettingsSection title={t('import.sample')} text={t('import.sampleText')}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {t(`import.field.${field}`, { defaultValue: field })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={JSON.stringify(row)}>
                {fields.map((field) => (
                  <td key={field} dir="auto" title={row[field]}>
                    {row[field]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SettingsSection>
  );
}
