import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { ErrorState } from '@/components/ErrorState';
import { Skeleton } from '@/components/Skeleton';
import { useBusiness } from '@/lib/business';
import { useRead, useWrite } from '@/lib/query';
import classes from './fields.module.css';
import { LogFields } from './LogFields';
import { changesOf, type Interaction, isBlank, type LogValues, showInLog, valuesOf } from './log-form';

interface EditInteractionProps {
  id: number;
  onClose: () => void;
  onDelete: () => void;
}

const FORM = 'edit-interaction';

/** Corrects something that was noted down. */
export function EditInteraction({ id, onClose, onDelete }: EditInteractionProps) {
  const { t } = useTranslation('customers');
  const logged = useRead('interactions.get', { id });
  if (logged.data) return <EditForm logged={logged.data} onClose={onClose} onDelete={onDelete} />;
  return (
    <Dialog open onClose={onClose} title={t('log.edit')}>
      {logged.error ? (
        <ErrorState error={logged.error} onRetry={() => void logged.refetch()} />
      ) : (
        <Skeleton rows={4} height={56} />
      )}
    </Dialog>
  );
}

interface EditFormProps {
  logged: Interaction;
  onClose: () => void;
  onDelete: () => void;
}

function EditForm({ logged, onClose, onDelete }: EditFormProps) {
  const { t } = useTranslation('customers');
  const place = useBusiness();
  const form = useForm<LogValues>({ initialValues: valuesOf(logged, place) });
  const update = useWrite('interactions.update', {
    toast: ({ kind, customer_name }) => (
      <Trans
        t={t}
        i18nKey="log.saved"
        values={{ what: t(`log.kind.${kind}`), name: customer_name }}
        components={{ b: <b dir="auto" /> }}
      />
    ),
    onDone: onClose,
    onError: (error) => showInLog(form, error),
  });
  const submit = () => {
    if (isBlank(form.values)) return form.setFieldError('body', t('log.missing'));
    const changes = changesOf(form.getInitialValues(), form.values, place.zone);
    if (Object.keys(changes).length === 0) onClose();
    else update.write({ id: logged.id, ...changes, rev: logged.rev });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('log.edit')}
      lead={logged.customer_name}
      footer={
        <>
          <Button icon={IconTrash} variant="subtle" onClick={onDelete}>
            {t('log.delete')}
          </Button>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="filled" submit form={FORM} busy={update.pending}>
            {t('common:save')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <LogFields form={form} />
      </form>
    </Dialog>
  );
}
