import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ProgressBar } from '@/components/ProgressBar';
import { Segmented } from '@/components/Tabs';
import { useBusiness } from '@/lib/business';
import settings from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import { type ImportKind, KINDS } from './kinds';

interface ChooseFileProps {
  kind: ImportKind;
  onKind: (kind: ImportKind) => void;
  onFile: (file: File) => void;
  /** The file on its way. */
  sending: Sending | undefined;
  onCancel: () => void;
  /** Why the last one was not taken. */
  refused: string | undefined;
}

export interface Sending {
  name: string;
  sizeBytes: number;
  sentBytes: number;
}

/** What is in the file, and the file: dropped or chosen. */
export function ChooseFile({ kind, onKind, onFile, sending, onCancel, refused }: ChooseFileProps) {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const busy = sending !== undefined;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !busy) onFile(file);
  };
  return (
    <SettingsSection title={t('import.what')} text={t(`import.kindText.${kind}`)}>
      <div className={classes.kinds}>
        <Segmented
          label={t('import.what')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
          onChange={onKind}
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own frame; this takes a dropped file. */}
      <div
        role="group"
        aria-label={t('import.file')}
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {sending ? (
          <OnTheWay sending={sending} onCancel={onCancel} />
        ) : (
          <>
            <Button variant="filled" icon={IconFileImport} onClick={() => input.current?.click()}>
              {t('import.choose')}
            </Button>
            <p>{t('import.drop')}</p>
          </>
        )}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) onFile(file);
          }}
        />
      </div>
      {refused && (
        <p className={classes.refused} role="alert" dir="auto">
          {refused}
        </p>
      )}
      <p className={settings.help}>{t('import.safe')}</p>
    </SettingsSection>
  );
}

function OnTheWay({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const { t } = useTranslation('settings');
  const locale = useBusiness((business) => business.locale);
  const { name, sizeBytes, sentBytes } = sending;
  const share = sizeBytes === 0 ? 1 : sentBytes / sizeBytes;
  const pct = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  return (
    <div className={classes.sending}>
      <p dir="auto">{t('import.percent', { pct, name })}</p>
      <ProgressBar
        label={t('import.sending', { name })}
        {...(sentBytes > 0 ? { value: sentBytes, max: sizeBytes } : {})}
      />
      <Button onClick={onCancel}>{t('import.cancel')}</Button>
    </div>
  );
}
