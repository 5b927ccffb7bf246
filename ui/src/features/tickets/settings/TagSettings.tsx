import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeleteWord } from '@/components/DeleteWord';
import type { Item } from '@/lib/api';
import { useRead } from '@/lib/query';
import { WordList } from './WordList';

type Tag = Item<'tags.list'>;

/** Tags are made by use, so there may be very many; more than these are found by their name. */
const SHOWN = 50;

/** The tags that customers and tickets carry, to be taken out of use. */
export function TagSettings() {
  const { t } = useTranslation('tickets');
  const query = useRead('tags.list', {});
  const [going, setGoing] = useState<Tag>();
  const [typed, setTyped] = useState('');
  const all = query.data?.items;
  const wanted = typed.trim().toLocaleLowerCase();
  const found = all?.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <>
      <WordList<Tag>
        title={t('settings.tags')}
        text={t('settings.tagsText')}
        words={found?.slice(0, SHOWN)}
        error={query.error}
        onRetry={() => void query.refetch()}
        onDelete={setGoing}
        {...(all && all.length > SHOWN
          ? {
              find: (
                <TextInput
                  aria-label={t('settings.findTag')}
                  placeholder={t('settings.findTag')}
                  value={typed}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                />
              ),
            }
          : {})}
      />
      {going && <DeleteWord type="tag" word={going} choices={all ?? []} onClose={() => setGoing(undefined)} />}
    </>
  );
}
