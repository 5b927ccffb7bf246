import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '@/components/Kbd';
import { useLayer } from '@/lib/layers';
import { closePalette, type PaletteItem, usePalette } from '@/lib/palette';
import classes from './Palette.module.css';
import { PaletteRow } from './PaletteRow';
import { usePaletteResults } from './palette-results';

/** One box that finds records, articles and actions, and shows each action's key. */
export function Palette() {
  const { t } = useTranslation('common');
  const open = usePalette((palette) => palette.open);
  useLayer(open, closePalette);
  return (
    <Modal.Root
      opened={open}
      onClose={closePalette}
      size={640}
      radius="lg"
      yOffset={88}
      closeOnEscape={false}
      classNames={{ content: classes.palette }}
      transitionProps={{ transition: 'fade', duration: 100 }}
    >
      <Modal.Overlay backgroundOpacity={1} color="var(--oh-backdrop)" />
      <Modal.Content aria-label={t('palette.name')}>
        <PaletteBody />
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody() {
  const { t } = useTranslation('common');
  const context = usePalette((palette) => palette.context);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { groups, total, tookMs } = usePaletteResults(query);
  const items = groups.flatMap((group) => group.items);
  const active = items[Math.min(at, items.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  const activeId = active?.id;

  useEffect(() => {
    if (activeId) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    closePalette();
    item.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((Math.min(at, items.length - 1) + step + items.length) % Math.max(items.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(active);
    }
  };
  return (
    <>
      <div className={classes.query}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={active ? `palette-${active.id}` : undefined}
          aria-label={t('palette.name')}
          placeholder={t('frame.search')}
          value={query}
          dir="auto"
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        {context && <span className={classes.context}>{context}</span>}
        <Kbd keys="escape" />
      </div>
      <div ref={list} id="palette-list" role="listbox" aria-label={t('palette.results')} className={classes.list}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options with role group, not with a fieldset.
          <div key={group.key} role="group" aria-label={group.label}>
            <p className={classes.group} aria-hidden="true">
              {group.label}
            </p>
            {group.items.map((item) => (
              <PaletteRow
                key={item.id}
                item={item}
                query={query}
                active={item === active}
                onChoose={() => choose(item)}
              />
            ))}
          </div>
        ))}
        {items.length === 0 && <p className={classes.nothing}>{t('palette.nothing', { query })}</p>}
      </div>
      <div className={classes.foot}>
        <span className={classes.keys}>
          <Kbd keys="arrowup arrowdown" /> {t('palette.move')}
        </span>
        <span className={classes.keys}>
          <Kbd keys="enter" /> {t('palette.do')}
        </span>
        <span className={classes.count} role="status">
          {query.trim() !== '' &&
            t('palette.count', { shown: items.length, total: Math.max(total, items.length), ms: tookMs })}
        </span>
      </div>
    </>
  );
}
