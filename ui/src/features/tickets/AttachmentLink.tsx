import { type Icon, IconFile, IconFileText, IconPhoto, IconX } from '@tabler/icons-react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
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

/** A file that will go along: on its way, ready, or why not. */
export function PendingAttachment({ file, onRemove }: { file: PendingFile; onRemove: () => void }) {
  const { t } = useTranslation('tickets');
  const locale = useBusiness((business) => business.locale);
  const Shape = iconOf(file.mediaType);
  const note = file.error ?? (file.id === undefined ? t('files.adding') : formatBytes(file.sizeBytes, locale));
  return (
    <span className={clsx(classes.file, file.error && classes.failed)} role={file.error ? 'alert' : undefined}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className={classes.fileName} dir="auto">
        {file.name}
      </span>
      <span className={file.error ? undefined : classes.size}>{note}</span>
      <IconButton icon={IconX} size={14} label={t('files.remove', { name: file.name })} onClick={onRemove} />
    </span>
  );
}
