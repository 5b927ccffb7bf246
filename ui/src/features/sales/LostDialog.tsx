import { Autocomplete } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';

interface LostDialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  onLost: (reason: string) => void;
}

const REASONS = ['price', 'other', 'timing', 'silent'] as const;
const FORM = 'lost-form';

/** Asks why a deal was lost; one line is enough and it may stay empty. */
export function LostDialog({ open, title, onClose, onLost }: LostDialogProps) {
  const { t } = useTranslation('sales');
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('lost.title')}
      lead={title}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM}>
            {t('lost.submit')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault();
          onLost(reason.trim());
        }}
      >
        <Autocomplete
          label={t('lost.why')}
          description={t('lost.help')}
          data={REASONS.map((key) => t(`lost.reason.${key}`))}
          data-autofocus
          comboboxProps={{ withinPortal: false }}
          dir="auto"
          value={reason}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
