/** Sends the chosen file ahead: how far it is, stopping it, and refusing what is too large before a byte has left. */
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '@/lib/api';
import { FILE_MAX_BYTES } from '@/lib/file-limit';
import { showError } from '@/lib/undo';
import type { Sending } from './ChooseFile';
import { columnsOf, type Upload } from './kinds';

interface FileSending {
  send: (file: File) => Promise<void>;
  cancel: () => void;
  sending: Sending | undefined;
  refused: string | undefined;
}

export function useSending(onSent: (upload: Upload) => void): FileSending {
  const { t } = useTranslation('settings');
  const [sending, setSending] = useState<Sending>();
  const [refused, setRefused] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  const send = async (file: File) => {
    const { name, size: sizeBytes } = file;
    if (sizeBytes > FILE_MAX_BYTES) return setRefused(t('import.tooLarge', { name }));
    const own = new AbortController();
    stop.current = own;
    setRefused(undefined);
    setSending({ name, sizeBytes, sentBytes: 0 });
    try {
      const columns = await columnsOf(file);
      const { id } = await upload('attachments.upload', { name }, file, {
        signal: own.signal,
        onProgress: (sentBytes) => setSending({ name, sizeBytes, sentBytes }),
      });
      // Where the road cannot be stopped, what arrives after Cancel is simply not used.
      if (!own.signal.aborted) onSent({ id, name, columns });
    } catch (error) {
      if (!own.signal.aborted) showError(error);
    } finally {
      if (stop.current === own) setSending(undefined);
    }
  };
  const cancel = () => {
    stop.current?.abort();
    setSending(undefined);
  };
  return { send, cancel, sending, refused };
}
