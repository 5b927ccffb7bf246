import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { call } from '@/lib/api';
import { showToast } from '@/lib/toasts';
import { showError } from '@/lib/undo';

const PAGE = 200;

/** Lets everything that is held go out, oldest first; it leaves the building, so it says so before. */
export function ReleaseAll({ count }: { count: number }) {
  const { t } = useTranslation('settings');
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const release = async () => {
    setBusy(true);
    let released = 0;
    try {
      for (const id of await heldIds()) {
        await call('outbox.release', { id });
        released += 1;
      }
      showToast({ tone: 'done', content: t('outbox.releasedAll', { count: released }) });
      setOpen(false);
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button compact icon={IconSend} onClick={() => setOpen(true)}>
        {t('outbox.releaseAll', { count })}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('outbox.releaseAllTitle')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{t('common:cancel')}</Button>
            <Button variant="filled" data-autofocus busy={busy} onClick={() => void release()}>
              {t('outbox.releaseAll', { count })}
            </Button>
          </>
        }
      >
        <p>{t('outbox.releaseAllText', { count })}</p>
      </Dialog>
    </>
  );
}

async function heldIds(): Promise<number[]> {
  const ids: number[] = [];
  let after: string | undefined;
  do {
    const page = await call('outbox.list', { status: 'held', limit: PAGE, ...(after ? { after } : {}) });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after);
  return ids.reverse();
}
