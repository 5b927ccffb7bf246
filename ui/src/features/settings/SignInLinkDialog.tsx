import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { useBusiness } from '@/lib/business';
import { useNow } from '@/lib/now';
import { useWrite } from '@/lib/query';
import { formatWhen } from '@/lib/time';
import type { User } from './PeopleSettings';
import classes from './Settings.module.css';

/** The desktop window has no address others could open; there the server's own goes in front. */
const addressOf = (path: string): string =>
  window.location.protocol.startsWith('http') ? new URL(path, window.location.origin).href : path;

/** Makes a link that signs this person in once, to be handed over by copying. */
export function SignInLinkDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const place = useBusiness();
  const nowMs = useNow();
  const [link, setLink] = useState<{ address: string; expiresMs: number }>();
  const [copied, setCopied] = useState(false);
  const make = useWrite('users.sign_in_link', {
    onDone: ({ path, expires_ms: expiresMs }) => setLink({ address: addressOf(path), expiresMs }),
  });
  const copy = async () => {
    if (!link) return;
    await navigator.clipboard.writeText(link.address).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('people.linkFor', { name: user.name })}
      lead={t('people.linkLead')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:close')}</Button>
          {link ? (
            <Button variant="filled" icon={copied ? IconCheck : IconCopy} onClick={() => void copy()}>
              {copied ? t('people.copied') : t('people.copy')}
            </Button>
          ) : (
            <Button variant="filled" busy={make.pending} onClick={() => make.write({ id: user.id })}>
              {t('people.makeLink')}
            </Button>
          )}
        </>
      }
    >
      {link ? (
        <div role="status">
          <p className={classes.link}>
            <code>{link.address}</code>
          </p>
          <p className={classes.help}>{t('people.linkUntil', { when: formatWhen(link.expiresMs, nowMs, place) })}</p>
        </div>
      ) : (
        <p className={classes.help}>{t('people.linkText')}</p>
      )}
    </Dialog>
  );
}
