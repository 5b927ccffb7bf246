import { Menu } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import classes from './Composer.module.css';
import { Segmented } from './Tabs';
import { useFoot } from './use-foot';

export type ComposerMode = 'reply' | 'note';

interface ComposerProps {
  mode: ComposerMode;
  onMode: (mode: ComposerMode) => void;
  value: string;
  onChange: (value: string) => void;
  /** "to Zofia, by e-mail". */
  to?: ReactNode;
  /** "Draft saved". */
  state?: string | undefined;
  placeholder?: string;
  /** 28-px icon buttons. */
  tools?: ReactNode;
  /** Files that go along. */
  attachments?: ReactNode;
  /** The filled button: "Send and wait for customer", on a note "Add note". */
  send: { label: string; run: () => void; busy?: boolean };
  /** Whether there is something to send, where text alone does not decide. */
  sendable?: boolean | undefined;
  /** Other ways to send, behind the arrow. */
  others?: readonly { label: string; run: () => void }[];
  /** Sees keys before the composer does, e.g. for `/` and `[[`. */
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  textRef?: Ref<HTMLTextAreaElement>;
}

/** Where replies and notes are written; on Note the whole composer changes its ground. Ctrl+Enter sends. */
export function Composer(props: ComposerProps) {
  const {
    mode,
    onMode,
    value,
    onChange,
    to,
    state,
    placeholder,
    tools,
    attachments,
    send,
    others = [],
    textRef,
  } = props;
  const { t } = useTranslation('common');
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const ref = useMergedRef(text, textRef ?? null);
  const foot = useFoot<HTMLElement>();
  const empty = !(props.sendable ?? value.trim() !== '');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows what is written.
  useLayoutEffect(() => {
    const area = text.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [value]);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    props.onKeyDown?.(event);
    if (event.defaultPrevented || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!empty && !send.busy) send.run();
  };
  return (
    <section ref={foot} className={classes.composer} data-mode={mode} aria-label={t('composer.name')}>
      <div className={classes.head}>
        <Segmented
          label={t('composer.mode')}
          value={mode}
          onChange={onMode}
          options={[
            { value: 'reply', label: t('composer.reply') },
            { value: 'note', label: t('composer.note') },
          ]}
          icons={{ note: <IconLock size={14} stroke={2} aria-hidden="true" /> }}
        />
        <span className={classes.to}>{mode === 'note' ? t('composer.onlyTeam') : to}</span>
        <span className={classes.state} role="status">
          {state}
        </span>
      </div>
      <label className={classes.label} htmlFor={id}>
        {mode === 'note' ? t('composer.note') : t('composer.reply')}
      </label>
      <textarea
        id={id}
        ref={ref}
        className={classes.text}
        dir="auto"
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {attachments && <div className={classes.files}>{attachments}</div>}
      <div className={classes.foot}>
        <div className={classes.tools}>{tools}</div>
        <div className={classes.send}>
          <Button
            variant="filled"
            keys="mod+enter"
            className={others.length > 0 ? classes.main : undefined}
            disabled={empty}
            busy={send.busy ?? false}
            onClick={send.run}
          >
            {send.label}
          </Button>
          {others.length > 0 && (
            <Menu position="top-end" returnFocus>
              <Menu.Target>
                <button type="button" className={classes.arrow} aria-label={t('composer.others')} disabled={empty}>
                  <IconChevronDown size={16} stroke={2} aria-hidden="true" />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                {others.map(({ label, run }) => (
                  <Menu.Item key={label} onClick={run}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </div>
    </section>
  );
}
