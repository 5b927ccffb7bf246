import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Chip } from '@/components/Chip';
import { JobProgress } from '@/components/JobProgress';
import { JobState } from '@/components/JobState';
import { RelativeTime } from '@/components/RelativeTime';
import { fileUrl } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { isUnderWay, type Job, useJob } from '@/lib/job';
import { usePages } from '@/lib/query';
import settings from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import { Revert } from './ImportRun';
import { reportOf } from './kinds';
import { useUndone } from './use-undone';

/** Imports that ran, each with what it did and the way back. */
export function EarlierImports() {
  const { t } = useTranslation('settings');
  const imports = usePages('imports.list', {});
  const jobs = imports.data ?? [];
  if (jobs.length === 0) return null;
  return (
    <SettingsSection title={t('import.earlier')} text={t('import.earlierText')}>
      <ul className={settings.list}>
        {jobs.map((job) => (
          <ImportRow key={job.id} listed={job} />
        ))}
      </ul>
      {imports.hasNextPage && (
        <Button busy={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
          {t('import.older')}
        </Button>
      )}
    </SettingsSection>
  );
}

function ImportRow({ listed }: { listed: Job }) {
  const { t } = useTranslation('settings');
  const n = new Intl.NumberFormat(useBusiness((business) => business.locale));
  const watched = useJob(isUnderWay(listed) ? listed.id : undefined);
  const job = watched.data ?? listed;
  const undone = useUndone(job.change_id);
  const report = reportOf(job.result);
  return (
    <li className={settings.job}>
      <div className={settings.jobText}>
        <p className={settings.jobTitle}>
          <span dir="auto">{job.title}</span>
          {undone ? <Chip>{t('history.undone')}</Chip> : <JobState job={job} />}
        </p>
        {report ? (
          <p className={settings.sub}>
            {t('import.summary', {
              created: n.format(report.created),
              updated: n.format(report.updated),
              rejected: n.format(report.rejected),
            })}
            {report.source && ` · ${t('import.from', { source: report.source })}`}
            {report.rejects_upload_id != null && (
              <>
                {' · '}
                <a className={classes.inline} href={fileUrl('imports.rejects', { id: job.id })} download>
                  {t('import.download')}
                </a>
              </>
            )}
          </p>
        ) : (
          <JobProgress job={job} />
        )}
      </div>
      <RelativeTime ms={job.finished_ms ?? job.started_ms} />
      <Revert job={job} compact />
    </li>
  );
}
