import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { useShortcut } from '@/lib/shortcuts';
import { areas } from '../areas';

const creations = areas.flatMap((area) => area.creations ?? []);

/** "New" and its menu of everything that can be made; absent while nothing can. */
export function NewMenu() {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  const router = useRouter();
  useShortcut(
    {
      id: 'frame.new',
      keys: 'n',
      labelKey: 'common:shortcut.new',
      groupKey: 'common:shortcut.everywhere',
      run: () => setOpen(true),
    },
    creations.length > 0,
  );
  if (creations.length === 0) return null;
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={208} trapFocus returnFocus>
      <Menu.Target>
        <Button compact icon={IconPlus} shortcut="frame.new">
          {t('frame.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('frame.new')}>
        {creations.map(({ id, labelKey, icon: IconShape, to }) => (
          <Menu.Item
            key={id}
            leftSection={<IconShape size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => router.history.push(to)}
          >
            {t(labelKey)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
