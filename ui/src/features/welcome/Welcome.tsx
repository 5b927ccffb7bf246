import { IconBuildingStore, IconFileImport, IconFilePlus, type TablerIcon } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Toasts } from '@/components/Toasts';
import { useWrite } from '@/lib/query';
import { usePageTitle } from '@/lib/title';
import { BusinessForm } from './BusinessForm';
import { FillProgress } from './FillProgress';
import classes from './Welcome.module.css';

type Step = { at: 'choose' } | { at: 'business'; then: 'empty' | 'import' } | { at: 'filling'; jobId: number };

interface WelcomeProps {
  /** The choice is made and done; `to` is where to go on. */
  onDone: (to: '/today' | '/settings/import') => void;
}

/** The first start: look around in a sample, bring data, or begin with nothing. */
export function Welcome({ onDone }: WelcomeProps) {
  const { t } = useTranslation('welcome');
  const [step, setStep] = useState<Step>({ at: 'choose' });
  usePageTitle(t('title'));
  const start = useWrite('business.start', {
    onDone: ({ job_id: jobId }, { choice }) => {
      if (jobId != null) setStep({ at: 'filling', jobId });
      else onDone(choice === 'import' ? '/settings/import' : '/today');
    },
  });
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.head}>
          <img className={classes.mark} src="/icon.svg" alt="" width={48} height={48} />
          <h1 className={classes.title}>{step.at === 'choose' ? t('title') : t(`heading.${step.at}`)}</h1>
          <p className={classes.lead}>{step.at === 'choose' ? t('lead') : t(`headingLead.${step.at}`)}</p>
        </div>
        {step.at === 'choose' && (
          <Choices
            busy={start.pending}
            onSample={() => start.write({ choice: 'sample' })}
            onBusiness={(then) => setStep({ at: 'business', then })}
          />
        )}
        {step.at === 'business' && (
          <BusinessForm
            submit={step.then === 'import' ? t('business.import') : t('business.empty')}
            busy={start.pending}
            onBack={() => setStep({ at: 'choose' })}
            onSaved={() => start.write({ choice: step.then })}
          />
        )}
        {step.at === 'filling' && <FillProgress jobId={step.jobId} onDone={() => onDone('/today')} />}
        <p className={classes.foot}>{t('foot')}</p>
      </div>
      <Toasts />
    </main>
  );
}

interface ChoicesProps {
  busy: boolean;
  onSample: () => void;
  onBusiness: (then: 'empty' | 'import') => void;
}

function Choices({ busy, onSample, onBusiness }: ChoicesProps) {
  const { t } = useTranslation('welcome');
  return (
    <div className={classes.card}>
      <Choice Icon={IconBuildingStore} title={t('sample.title')} text={t('sample.text')}>
        <Button variant="filled" disabled={busy} onClick={onSample}>
          {t('sample.action')}
        </Button>
      </Choice>
      <Choice Icon={IconFileImport} title={t('import.title')} text={t('import.text')}>
        <Button disabled={busy} onClick={() => onBusiness('import')}>
          {t('import.action')}
        </Button>
      </Choice>
      <Choice Icon={IconFilePlus} title={t('empty.title')} text={t('empty.text')}>
        <Button disabled={busy} onClick={() => onBusiness('empty')}>
          {t('empty.action')}
        </Button>
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  Icon: TablerIcon;
  title: string;
  text: string;
  children: ReactNode;
}

function Choice({ Icon, title, text, children }: ChoiceProps) {
  return (
    <div className={classes.choice}>
      <span className={classes.icon}>
        <Icon size={18} stroke={1.75} aria-hidden="true" />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      {children}
    </div>
  );
}
