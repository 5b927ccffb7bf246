import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { type Op, type Result, spoken } from '@/lib/api';
import { isUnderWay, useJob } from '@/lib/job';
import { confirmChange, useRead, useWrite } from '@/lib/query';
import { Button } from './Button';
import classes from './DeleteWord.module.css';
import { Dialog } from './Dialog';
import { ErrorState } from './ErrorState';
import { JobProgress } from './JobProgress';
import { Skeleton } from './Skeleton';

type Uses = Result<'words.uses'>;
type WordType = Uses['type'];

const OPERATIONS = {
  ticket_status: 'ticket_statuses.delete',
  ticket_priority: 'ticket_priorities.delete',
  ticket_category: 'ticket_categories.delete',
  article_category: 'article_categories.delete',
  team: 'teams.delete',
  tag: 'tags.delete',
  pipeline: 'pipelines.delete',
  stage: 'stages.delete',
} as const satisfies Record<WordType, Op>;

interface DeleteWordProps {
  type: WordType;
  word: { id: number; name: string };
  /** What may take its place, best first. */
  choices: readonly { id: number; name: string }[];
  onClose: () => void;
  /** It is gone. */
  onDone?: () => void;
}

const bold = { b: <b dir="auto" /> };

/** Says what names a status, tag or another word, asks what takes its place, and deletes it. */
export function DeleteWord({ type, word, choices, onClose, onDone }: DeleteWordProps) {
  const { t } = useTranslation('common');
  const [choice, setChoice] = useState<string | null>(null);
  const [jobId, setJobId] = useState<number>();
  const gone = () => {
    onDone?.();
    onClose();
  };
  const remove = useWrite(OPERATIONS[type], {
    toast: ({ job_id, name }) =>
      job_id == null && <Trans t={t} i18nKey="deleteWord.deleted" values={{ name }} components={bold} />,
    onDone: ({ job_id }) => (job_id == null ? gone() : setJobId(job_id)),
  });
  // The news that it is gone may come before the answer that it is; nobody asks for what uses it then.
  const uses = useRead('words.uses', { type, id: word.id }, { enabled: !remove.pending && jobId === undefined });
  const known = uses.data;
  const stuck = known && (known.refused != null || known.workflows.length > 0);
  const others = choices.filter(({ id }) => id !== word.id);
  const missing = known?.needs_replacement === true && choice === null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('deleteWord.title', { name: word.name })}
      footer={
        known && !stuck && jobId === undefined ? (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button
              variant="danger"
              busy={remove.pending}
              disabled={missing}
              onClick={() =>
                remove.write({ id: word.id, ...(choice === null ? {} : { replacement_id: Number(choice) }) })
              }
            >
              {t('deleteWord.delete')}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )
      }
    >
      <div className={classes.body}>
        {uses.error && <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />}
        {!known && !uses.error && <Skeleton rows={2} />}
        {jobId !== undefined && <Moving jobId={jobId} name={word.name} onDone={gone} />}
        {known && stuck && <Stuck uses={known} onClose={onClose} />}
        {known && !stuck && jobId === undefined && (
          <>
            <Used uses={known} />
            {known.records.length > 0 || known.needs_replacement ? (
              <Select
                label={t('deleteWord.replacement')}
                description={t('deleteWord.replacementHelp')}
                placeholder={known.needs_replacement ? t('deleteWord.choose') : t('deleteWord.nothing')}
                data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
                value={choice}
                onChange={setChoice}
                searchable
                clearable={!known.needs_replacement}
                required={known.needs_replacement}
                data-autofocus
              />
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** "12 tickets and 3 customers use it." */
function Used({ uses }: { uses: Uses }) {
  const { t, i18n } = useTranslation('common');
  if (uses.records.length === 0 && uses.below === 0) return <p>{t('deleteWord.unused')}</p>;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const counts = uses.records.map(({ type, count }) =>
    count.more
      ? t('deleteWord.many', { n: count.n, what: t(`deleteWord.plural.${type}`) })
      : t(`deleteWord.uses.${type}`, { count: count.n }),
  );
  return (
    <>
      {counts.length > 0 && <p>{t('deleteWord.used', { what: list.format(counts) })}</p>}
      {uses.below > 0 && <p>{t('deleteWord.below', { count: uses.below })}</p>}
    </>
  );
}

/** Why it has to stay, and what to change first. */
function Stuck({ uses, onClose }: { uses: Uses; onClose: () => void }) {
  const { t } = useTranslation('common');
  return (
    <>
      {uses.refused && <p role="alert">{spoken(uses.refused).message}</p>}
      {uses.workflows.length > 0 && (
        <div role="alert">
          <p>{t('deleteWord.workflows', { count: uses.workflows.length })}</p>
          <ul className={classes.workflows}>
            {uses.workflows.map(({ id, name }) => (
              <li key={id}>
                <Link to="/workflows/$id" params={{ id: String(id) }} onClick={onClose} dir="auto">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Very many records take a while; closing the dialog does not stop them. */
function Moving({ jobId, name, onDone }: { jobId: number; name: string; onDone: () => void }) {
  const { t } = useTranslation('common');
  const { data: job, error, refetch } = useJob(jobId);
  const status = job?.status;
  const change = job?.change_id ?? undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has ended; the callbacks are of the moment
  useEffect(() => {
    if (status !== 'done') return;
    confirmChange(change, <Trans t={t} i18nKey="deleteWord.deleted" values={{ name }} components={bold} />);
    onDone();
  }, [status]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!job) return <Skeleton rows={1} />;
  return (
    <div role="status">
      {isUnderWay(job) && <p>{t('deleteWord.moving')}</p>}
      <JobProgress job={job} />
    </div>
  );
}
