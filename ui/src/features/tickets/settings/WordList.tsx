import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { ErrorState } from '@/components/ErrorState';
import { IconButton } from '@/components/IconButton';
import { Skeleton } from '@/components/Skeleton';
import classes from './settings.module.css';

interface Word {
  id: number;
  name: string;
}

interface WordListProps<W extends Word> {
  title: string;
  text: string;
  /** "Add status"; words that are made by use have none. */
  add?: string;
  /** A field that narrows the list down. */
  find?: ReactNode;
  /** Undefined while they are on their way. */
  words: readonly W[] | undefined;
  error: Error | null;
  onRetry: () => void;
  sign?: (word: W) => ReactNode;
  /** Grey, before the buttons: what the word means to the rules. */
  kind?: (word: W) => string | undefined;
  onAdd?: () => void;
  onEdit?: (word: W) => void;
  onDelete: (word: W) => void;
  /** Words with an order can be moved; gets all of them in their new order. */
  onOrder?: (words: W[], moved: W) => void;
}

/** One of the business's lists of words, to be added to, changed and put in order. */
export function WordList<W extends Word>(props: WordListProps<W>) {
  const { title, text, add, find, words, error, onRetry, sign, kind, onAdd, onEdit, onDelete, onOrder } = props;
  const { t } = useTranslation('tickets');
  const move = (from: number, to: number) => {
    if (!words || !onOrder) return;
    const ordered = [...words];
    const [moved] = ordered.splice(from, 1);
    if (!moved) return;
    ordered.splice(to, 0, moved);
    onOrder(ordered, moved);
  };
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.header}>
        <div className={classes.headerText}>
          <h2>{title}</h2>
          <p className={classes.help}>{text}</p>
        </div>
        {onAdd && (
          <Button compact icon={IconPlus} onClick={onAdd}>
            {add}
          </Button>
        )}
      </div>
      {find}
      {error && !words && <ErrorState error={error} onRetry={onRetry} />}
      {!error && !words && <Skeleton rows={4} height={48} />}
      {words?.length === 0 && <p className={classes.help}>{t('settings.none')}</p>}
      {words && words.length > 0 && (
        <ul className={classes.list}>
          {words.map((word, i) => (
            <li key={word.id} className={classes.row}>
              {sign?.(word)}
              <span className={classes.name} dir="auto">
                {word.name}
              </span>
              <span className={classes.kind}>{kind?.(word)}</span>
              <span className={classes.tools}>
                {onOrder && (
                  <>
                    <IconButton
                      icon={IconArrowUp}
                      label={t('settings.up', { name: word.name })}
                      disabled={i === 0}
                      onClick={() => move(i, i - 1)}
                    />
                    <IconButton
                      icon={IconArrowDown}
                      label={t('settings.down', { name: word.name })}
                      disabled={i === words.length - 1}
                      onClick={() => move(i, i + 1)}
                    />
                  </>
                )}
                {onEdit && (
                  <IconButton
                    icon={IconPencil}
                    label={t('settings.edit', { name: word.name })}
                    onClick={() => onEdit(word)}
                  />
                )}
                <IconButton
                  icon={IconTrash}
                  label={t('common:deleteWord.of', { name: word.name })}
                  onClick={() => onDelete(word)}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Which words need another number so that they stand in this order. */
export function renumbered<W extends Word & { position: number }>(
  words: readonly W[],
): { id: number; position: number }[] {
  return words.flatMap(({ id, position }, i) => (position === i + 1 ? [] : [{ id, position: i + 1 }]));
}

/** What a word means, where the word does not say it already. */
export const unlessSame = (meaning: string, name: string): string | undefined =>
  meaning === name ? undefined : meaning;
