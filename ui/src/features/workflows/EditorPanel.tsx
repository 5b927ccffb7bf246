import { IconCircleCheck, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { FactList } from '@/components/FactList';
import { PanelSection } from '@/components/Panel';
import { RelativeTime } from '@/components/RelativeTime';
import { formatCount } from '@/lib/area';
import { useBusiness } from '@/lib/business';
import { useWrite } from '@/lib/query';
import { goToPart, type Workflow } from './rule';
import classes from './Workflows.module.css';

/** What is wrong with the rule, each with the way to its field, and how it ran. */
export function EditorPanel({ workflow, stale }: { workflow: Workflow; stale: boolean }) {
  const { t } = useTranslation('workflows');
  const navigate = useNavigate();
  const locale = useBusiness((business) => business.locale);
  const remove = useWrite('workflows.delete', {
    toast: () => (
      <Trans t={t} i18nKey="toast.deleted" values={{ name: workflow.name }} components={{ b: <b dir="auto" /> }} />
    ),
    onDone: () => void navigate({ to: '/workflows' }),
  });
  const { problems } = workflow;
  return (
    <>
      <PanelSection title={t('problems.title')} {...(problems.length > 0 ? { count: problems.length } : {})}>
        <div className={classes.problems}>
          {workflow.paused_reason && <p className={classes.card}>{workflow.paused_reason}</p>}
          {problems.map((problem) => (
            <div key={problem.path + problem.message} className={classes.card}>
              <p>{problem.message}</p>
              <Button compact onClick={() => goToPart(problem.path)}>
                {t('problems.go')}
              </Button>
            </div>
          ))}
          {problems.length === 0 && !workflow.paused_reason && (
            <p className={classes.ok}>
              <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
              {t('problems.none')}
            </p>
          )}
          {stale && <p className={classes.hint}>{t('problems.stale')}</p>}
        </div>
      </PanelSection>
      <PanelSection
        title={t('runs.how')}
        action={{
          label: t('runs.show'),
          onClick: () => void navigate({ to: '/workflows/runs', search: { workflow: workflow.id } }),
        }}
      >
        <FactList
          facts={[
            { label: t('list.runs'), value: formatCount(workflow.runs_total, locale) ?? '0' },
            { label: t('runs.view.failed'), value: formatCount(workflow.failed, locale) ?? '0' },
            {
              label: t('list.lastRun'),
              value: workflow.last_run_ms == null ? t('list.never') : <RelativeTime ms={workflow.last_run_ms} />,
            },
            ...(workflow.next_run_ms == null
              ? []
              : [{ label: t('list.nextRun'), value: <RelativeTime ms={workflow.next_run_ms} /> }]),
            { label: t('list.version'), value: workflow.version },
          ]}
        />
      </PanelSection>
      <PanelSection title={t('more')}>
        <Button compact icon={IconTrash} busy={remove.pending} onClick={() => remove.write({ id: workflow.id })}>
          {t('delete')}
        </Button>
      </PanelSection>
    </>
  );
}
