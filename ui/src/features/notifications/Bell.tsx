import { Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/components/IconButton';
import { useLayer } from '@/lib/layers';
import { useShortcut } from '@/lib/shortcuts';
import { NotificationPanel } from './NotificationPanel';
import classes from './Notifications.module.css';
import { useUnreadCount } from './use-notifications';

/** The bell of the top bar: how much is unread, and behind it what Onhand told you. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const [open, setOpen] = useState(false);
  const unread = useUnreadCount();
  const close = () => setOpen(false);
  useLayer(open, close);
  useShortcut({
    id: 'frame.notifications',
    keys: 'g n',
    labelKey: 'notifications:title',
    groupKey: 'common:shortcut.go',
    run: () => setOpen(true),
  });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={400}
      trapFocus
      returnFocus
      closeOnEscape={false}
    >
      <span className={classes.bell}>
        <Popover.Target>
          <IconButton
            icon={IconBell}
            label={unread === undefined ? t('title') : t('unread', { n: unread })}
            shortcut="frame.notifications"
            onClick={() => setOpen(!open)}
          />
        </Popover.Target>
        {unread !== undefined && (
          <span className={classes.badge} aria-hidden="true">
            {unread}
          </span>
        )}
      </span>
      <Popover.Dropdown aria-label={t('title')} className={classes.dropdown} p={0} onKeyDown={moveFocus}>
        <NotificationPanel onClose={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Up and down go from one notification to the next, as in a menu. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-note]')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
  event.preventDefault();
  rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
}
