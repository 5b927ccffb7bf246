import { IconBold, IconLink, IconList, IconPaperclip } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Composer } from '@/components/Composer';
import { IconButton } from '@/components/IconButton';
import { call } from '@/lib/api';
import { PendingAttachment } from './AttachmentLink';
import { addFiles, removeFile, restoreDraft, setMode, useDraft, write } from './drafts';
import type { Ticket } from './lookups';
import { type Mark, marked } from './markdown-marks';
import classes from './TicketComposer.module.css';
import { useSend } from './use-send';

interface TicketComposerProps {
  ticket: Ticket;
  textRef: RefObject<HTMLTextAreaElement | null>;
}

/** Where an answer or a note is written; what is typed and attached stays until it is sent. */
export function TicketComposer({ ticket, textRef }: TicketComposerProps) {
  const { t } = useTranslation('tickets');
  const { id } = ticket;
  const draft = useDraft(id);
  const { mode } = draft;
  const text = draft.texts[mode];
  const files = draft.files[mode];
  const choose = useRef<HTMLInputElement>(null);
  const [dropping, setDropping] = useState(false);
  const send = useSend(ticket, draft);
  useEffect(() => {
    const stop = new AbortController();
    // Without an answer the box simply starts empty; typing saves anew.
    call('drafts.get', { ticket_id: id }, stop.signal).then(
      ({ items }) => restoreDraft(id, items),
      () => undefined,
    );
    return () => stop.abort();
  }, [id]);

  const add = (files: Iterable<File>) => {
    addFiles(id, mode, files, t('files.tooLarge'));
    textRef.current?.focus();
  };
  const mark = (kind: Mark) => {
    const area = textRef.current;
    if (!area) return;
    const next = marked(kind, text, area.selectionStart, area.selectionEnd);
    write(id, mode, next.text);
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(next.start, next.end));
  };
  const onDrop = (event: DragEvent) => {
    setDropping(false);
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setDropping(true);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes files that are dropped or pasted; the paperclip does the same by key.
    <div
      className={classes.place}
      data-dropping={dropping || undefined}
      data-drop={t('files.drop')}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setDropping(false)}
      onPaste={onPaste}
    >
      <Composer
        mode={mode}
        onMode={(next) => setMode(id, next)}
        value={text}
        onChange={(value) => write(id, mode, value)}
        textRef={textRef}
        to={
          ticket.customer_name && (
            <Trans
              t={t}
              i18nKey="composer.to"
              values={{ name: ticket.customer_name }}
              components={{ b: <b dir="auto" /> }}
            />
          )
        }
        state={draft.state === 'saved' || draft.state === 'failed' ? t(`composer.${draft.state}`) : undefined}
        placeholder={mode === 'note' ? t('composer.notePlaceholder') : t('composer.replyPlaceholder')}
        sendable={send.ready}
        send={send.first}
        others={send.others}
        attachments={
          files.length > 0 &&
          files.map((file) => (
            <PendingAttachment key={file.key} file={file} onRemove={() => removeFile(id, file.key)} />
          ))
        }
        tools={
          <>
            <IconButton icon={IconBold} label={t('composer.bold')} onClick={() => mark('bold')} />
            <IconButton icon={IconList} label={t('composer.list')} onClick={() => mark('list')} />
            <IconButton icon={IconLink} label={t('composer.link')} onClick={() => mark('link')} />
            <IconButton icon={IconPaperclip} label={t('files.add')} onClick={() => choose.current?.click()} />
            <input
              ref={choose}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                add([...(event.currentTarget.files ?? [])]);
                // The same file may be chosen again after it was removed.
                event.currentTarget.value = '';
              }}
            />
          </>
        }
      />
    </div>
  );
}
