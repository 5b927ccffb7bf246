import { IconCheck, IconExternalLink, IconHourglass, IconRefresh, IconX } from '@tabler/icons-react';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { FactList } from '@/components/FactList';
import { PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { useWrite } from '@/lib/query';
import { type Explained, ExplainedTree } from './ExplainedTree';
import { type Run, RunState } from './RunsPage';
import classes from './Workflows.module.css';

/** Where each kind of record is shown. */
const PATHS: Readonly<Record<string, string>> = {
  customer: '/customers',
  ticket: '/tickets',
  deal: '/sales/deals',
  article: '/knowledge/articles',
};

/** One run: why it started, what it met, what it did, and the way to try again. */
export function RunPanel({ run }: { run: Run }) {
  const { t } = useTranslation('workflows');
  const navigate = useNavigate();
  const router = useRouter();
  const retry = useWrite('workflows.retry', { toast: () => t('toast.retried') });
  const path = run.subject_type ? PATHS[run.subject_type] : undefined;
  return (
    <>
      <PanelSection title={run.workflow_name} aside={<RunState status={run.status} />}>
        {run.error && <p className={classes.why}>{run.error}</p>}
        <FactList
          facts={[
            ...(run.subject_title
              ? [{ label: t('runs.subject'), value: run.subject_title, title: run.subject_title }]
              : []),
            { label: t('runs.cause'), value: run.cause, title: run.cause },
            { label: t('runs.started'), value: <RelativeTime ms={run.started_ms} /> },
            ...(run.finished_ms == null
              ? []
              : [{ label: t('runs.finished'), value: <RelativeTime ms={run.finished_ms} /> }]),
            { label: t('list.version'), value: run.version },
          ]}
        />
        <div className={`${classes.adders} ${classes.end}`}>
          {(run.status === 'failed' || run.status === 'skipped') && (
            <Button
              compact
              variant="filled"
              icon={IconRefresh}
              busy={retry.pending}
              onClick={() => retry.write({ id: run.id })}
            >
              {t('runs.retry')}
            </Button>
          )}
          {path && run.subject_id != null && (
            <Button compact icon={IconExternalLink} onClick={() => router.history.push(`${path}/${run.subject_id}`)}>
              {t('runs.open')}
            </Button>
          )}
          <Button
            compact
            onClick={() => void navigate({ to: '/workflows/$id', params: { id: String(run.workflow_id) } })}
          >
            {t('runs.openWorkflow')}
          </Button>
        </div>
      </PanelSection>
      <PanelSection title={t('runs.steps')}>
        {run.steps.length === 0 && <p className={classes.hint}>{t('runs.noSteps')}</p>}
        <ol className={classes.steps}>
          {run.steps.map((step) => (
            <li key={step.n}>
              <StepSign status={step.status} />
              <div>
                <p dir="auto">{step.title}</p>
                {step.error && <p className={classes.sub}>{step.error}</p>}
              </div>
            </li>
          ))}
        </ol>
      </PanelSection>
      {run.conditions != null && (
        <PanelSection title={t('runs.conditions')}>
          <ExplainedTree node={run.conditions as Explained} />
        </PanelSection>
      )}
    </>
  );
}

function StepSign({ status }: { status: Run['steps'][number]['status'] }) {
  const { t } = useTranslation('workflows');
  const look = { size: 14, stroke: 2, role: 'img', 'aria-label': t(`runs.step.${status}`) };
  switch (status) {
    case 'done':
      return <IconCheck {...look} className={classes.yes} />;
    case 'failed':
      return <IconX {...look} className={classes.no} />;
    case 'waiting':
      return <IconHourglass {...look} className={classes.wait} />;
  }
}
