import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Segmented } from '@/components/Tabs';
import settings from '../Settings.module.css';
import { SettingsSection } from '../SettingsSection';
import classes from './Import.module.css';
import { type ImportKind, KINDS } from './kinds';

interface ChooseFileProps {
  kind: ImportKind;
  onKind: (kind: ImportKind) => void;
  onFile: (file: File) => void;
  busy: boolean;
}

/** What is in the file, and the file: dropped or chosen. */
export function ChooseFile({ kind, onKind, onFile, busy }: ChooseFileProps) {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
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
        <Button variant="filled" icon={IconFileImport} busy={busy} onClick={() => input.current?.click()}>
          {t('import.choose')}
        </Button>
        <p>{busy ? t('import.reading') : t('import.drop')}</p>
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
      <p className={settings.help}>{t('import.safe')}</p>
    </SettingsSection>
  );
}
