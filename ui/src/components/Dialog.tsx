import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '@/lib/focus-back';
import { useLayer } from '@/lib/layers';
import classes from './Dialog.module.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title. */
  lead?: string;
  width?: number;
  /** Buttons at the lower right: the plain one first, the filled one last. */
  footer?: ReactNode;
  children: ReactNode;
}

/** A dialog. Focus goes in and comes back; Esc closes it when it is the top layer. */
export function Dialog({ open, onClose, title, lead, width = 480, footer, children }: DialogProps) {
  const { t } = useTranslation('common');
  useLayer(open, onClose);
  useFocusBack(open);
  const body = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(body, open);
  return (
    <Modal.Root
      opened={open}
      onClose={onClose}
      size={width}
      radius="lg"
      yOffset={88}
      closeOnEscape={false}
      classNames={{ content: classes.content }}
      transitionProps={{ transition: 'fade', duration: 150 }}
    >
      <Modal.Overlay backgroundOpacity={1} color="var(--oh-backdrop)" />
      <Modal.Content>
        <div className={classes.header}>
          <div>
            <Modal.Title className={classes.title}>{title}</Modal.Title>
            {lead && <p className={classes.lead}>{lead}</p>}
          </div>
          <button type="button" className={classes.close} aria-label={t('close')} onClick={onClose}>
            <IconX size={16} stroke={1.75} aria-hidden="true" />
          </button>
        </div>
        <Modal.Body ref={body} className={classes.body} tabIndex={scrolls ? 0 : undefined}>
          {children}
        </Modal.Body>
        {footer && <div className={classes.footer}>{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}

/** Whether there is more than fits: then the keyboard must be able to scroll it, even where nothing in it takes focus. */
function useScrolls(body: RefObject<HTMLElement | null>, open: boolean): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = body.current;
    if (!open || !element) return;
    const measure = () => setScrolls(element.scrollHeight > element.clientHeight);
    const sizes = new ResizeObserver(measure);
    const contents = new MutationObserver(measure);
    sizes.observe(element);
    contents.observe(element, { childList: true, subtree: true, characterData: true });
    measure();
    return () => {
      sizes.disconnect();
      contents.disconnect();
    };
  }, [body, open]);
  return scrolls;
}
