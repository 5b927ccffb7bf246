import { Drawer as MantineDrawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '@/lib/focus-back';
import { useLayer } from '@/lib/layers';
import classes from './Dialog.module.css';

interface DrawerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  width?: number;
  footer?: ReactNode;
  children: ReactNode;
}

/** A layer at the right edge, for work that needs the page beside it. Same manners as `Dialog`. */
export function Drawer({ open, onClose, title, width = 480, footer, children }: DrawerProps) {
  const { t } = useTranslation('common');
  useLayer(open, onClose);
  useFocusBack(open);
  return (
    <MantineDrawer.Root
      opened={open}
      onClose={onClose}
      position="right"
      size={width}
      closeOnEscape={false}
      classNames={{ content: classes.content }}
      transitionProps={{ duration: 150 }}
    >
      <MantineDrawer.Overlay backgroundOpacity={1} color="var(--oh-backdrop)" />
      <MantineDrawer.Content>
        <div className={classes.header}>
          <MantineDrawer.Title className={classes.title}>{title}</MantineDrawer.Title>
          <button type="button" className={classes.close} aria-label={t('close')} onClick={onClose}>
            <IconX size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </div>
        <MantineDrawer.Body className={classes.body}>{children}</MantineDrawer.Body>
        {footer && <div className={classes.footer}>{footer}</div>}
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  );
}
