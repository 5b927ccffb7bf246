import { type Icon, IconFile, IconFileText, IconPhoto, IconX } from '@tabler/icons-react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { ProgressBar } from '@/components/ProgressBar';
import { fileUrl, type Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { formatBytes } from './bytes';
import type { PendingFile } from './drafts';
import classes from './TicketConversation.module.css';

type Attached = Extract<Item<'tickets.conversation'>, { type: 'message' }>['attachments'][number];

function iconOf(mediaType: string): Icon {
  if (mediaType.startsWith('image/')) return IconPhoto;
  return mediaType.startsWith('text/') || mediaType === 'application/pdf' ? IconFileText : IconFile;
}

/** A file of a message; pressing it downloads it. */
export function AttachmentLink({ file }: { file: Attached }) {
  const locale = useBusiness((business) => business.locale);
  const Shape = iconOf(file.media_type);
  return (
    <a className={classes.file} href={fileUrl('attachments.download', { id: file.id })} download={file.name}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className={classes.fileName} dir="auto">
        {file.name}
      </span>
      <span className={classes.size}>{formatBytes(file.size_bytes, locale)}</span>
    </a>
  );
}

/** A file that will go along: how far it is, that it is there, or why not. */
export function PendingAttachment({ file, onRemove }: { file: PendingFile; onRemove: () => void }) {
  const { t } = useTranslation('tickets');
  const locale = useBusiness((business) => business.locale);
  const Shape = iconOf(file.mediaType);
  const { name, error, sizeBytes, sentBytes = 0 } = file;
  const onTheWay = error === undefined && file.id === undefined;
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(
    sizeBytes === 0 ? 1 : sentBytes / sizeBytes,
  );
  return (
    <span className={clsx(classes.file, error && classes.failed)} role={error ? 'alert' : undefined}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className={classes.fileName} dir="auto" title={name}>
        {name}
      </span>
      {onTheWay ? (
        <>
          <span className={classes.progress}>
            <ProgressBar
              label={t('files.sending', { name })}
              {...(sentBytes > 0 ? { value: sentBytes, max: sizeBytes } : {})}
            />
          </span>
          <span className={classes.percent}>{percent}</span>
        </>
      ) : (
        <span className={error ? undefined : classes.size}>{error ?? formatBytes(sizeBytes, locale)}</span>
      )}
      <IconButton
        icon={IconX}
        size={14}
        label={onTheWay ? t('files.cancel', { name }) : t('files.remove', { name })}
        onClick={onRemove}
      />
    </span>
  );
}
