import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { announceEnd } from '@/lib/job';
import { useWrite } from '@/lib/query';
import settings from '../Settings.module.css';
import { ChooseFile } from './ChooseFile';
import { EarlierImports } from './EarlierImports';
import { ImportRun } from './ImportRun';
import type { ImportKind, Mapping, Report, Upload } from './kinds';
import { Rehearsal } from './Rehearsal';
import { useSending } from './use-sending';

/** Bringing data: choose a file, see what would happen, do it, take it back. */
export function ImportPage() {
  const { t } = useTranslation('settings');
  const [kind, setKind] = useState<ImportKind>('contacts');
  const [sent, setSent] = useState<Upload>();
  const [report, setReport] = useState<Report>();
  const [refused, setRefused] = useState<Error>();
  const [jobId, setJobId] = useState<number>();
  const rehearse = useWrite('imports.rehearse', {
    onDone: (answer) => {
      setReport(answer);
      setRefused(undefined);
    },
    onError: (error) => {
      setRefused(error instanceof Error ? error : undefined);
      return error instanceof Error;
    },
  });
  const start = useWrite('imports.start', {
    onDone: ({ job_id }) => {
      setJobId(job_id);
      announceEnd(job_id);
    },
  });

  const sending = useSending(({ id, name, columns }) => {
    setSent({ id, name, columns });
    rehearse.write({ upload_id: id, kind });
  });
  const restart = () => {
    setSent(undefined);
    setReport(undefined);
    setRefused(undefined);
    setJobId(undefined);
  };
  return (
    <Page>
      <PageHeader title={t('page.import')} detail={sent?.name} />
      <PageBody padded>
        <div className={`${settings.column} ${settings.wide}`}>
          {jobId !== undefined ? (
            <ImportRun jobId={jobId} onAgain={restart} />
          ) : sent ? (
            <Rehearsal
              key={sent.id}
              kind={kind}
              upload={sent}
              report={report}
              refused={refused}
              busy={rehearse.pending || start.pending}
              onCheck={(mapping: Mapping) => rehearse.write({ upload_id: sent.id, kind, mapping })}
              onStart={(mapping: Mapping) => start.write({ upload_id: sent.id, kind, mapping })}
              onBack={restart}
            />
          ) : (
            <>
              <ChooseFile
                kind={kind}
                onKind={setKind}
                onFile={(file) => void sending.send(file)}
                sending={sending.sending}
                onCancel={sending.cancel}
                refused={sending.refused}
              />
              <EarlierImports />
            </>
          )}
        </div>
      </PageBody>
    </Page>
  );
}
