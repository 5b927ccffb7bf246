import { Menu } from '@mantine/core';
import {
  IconCalendarEvent,
  IconCheck,
  IconChevronDown,
  IconHourglassHigh,
  IconLayoutKanban,
  IconPencil,
  IconPlus,
  IconTable,
  IconTrash,
  IconUser,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/Page';
import { Segmented } from '@/components/Tabs';
import type { Item } from '@/lib/api';
import { useBusiness } from '@/lib/business';
import { useRead } from '@/lib/query';
import classes from './board.module.css';
import type { SalesSearch } from './sales-search';

type Pipeline = Item<'pipelines.list'>;

interface SalesHeaderProps {
  pipeline: Pipeline;
  pipelines: readonly Pipeline[];
  search: SalesSearch;
  change: (part: Partial<SalesSearch>) => void;
  onAdd: () => void;
  onEdit: (what: 'new' | 'this') => void;
  onDelete: () => void;
}

/** Which pipeline, how it is drawn, and what is shown of it. */
export function SalesHeader({ pipeline, pipelines, search, change, onAdd, onEdit, onDelete }: SalesHeaderProps) {
  const { t } = useTranslation('sales');
  const viewer = useBusiness((business) => business.role === 'viewer');
  return (
    <PageHeader
      title={pipeline.name}
      beside={
        <>
          <PipelineMenu pipeline={pipeline} pipelines={pipelines} change={change} onEdit={onEdit} onDelete={onDelete} />
          <Segmented
            label={t('layout')}
            value={search.layout ?? 'board'}
            onChange={(layout) =>
              change(
                layout === 'list'
                  ? { layout, over: undefined, closing: undefined }
                  : { layout: undefined, view: undefined },
              )
            }
            options={[
              { value: 'board', label: t('board') },
              { value: 'list', label: t('list') },
            ]}
            icons={{
              board: <IconLayoutKanban size={14} stroke={2} aria-hidden="true" />,
              list: <IconTable size={14} stroke={2} aria-hidden="true" />,
            }}
          />
        </>
      }
      actions={
        <>
          <div className={classes.filters}>
            <OwnerFilter search={search} change={change} />
            {search.layout !== 'list' && (
              <>
                <button
                  type="button"
                  className={classes.filter}
                  aria-pressed={search.over === true}
                  title={t('view.over_limit')}
                  onClick={() => change({ over: search.over ? undefined : true })}
                >
                  <IconHourglassHigh size={16} stroke={1.75} aria-hidden="true" />
                  <span className={classes.filterText}>{t('view.over_limit')}</span>
                </button>
                <button
                  type="button"
                  className={classes.filter}
                  aria-pressed={search.closing === true}
                  title={t('closing')}
                  onClick={() => change({ closing: search.closing ? undefined : true })}
                >
                  <IconCalendarEvent size={16} stroke={1.75} aria-hidden="true" />
                  <span className={classes.filterText}>{t('closing')}</span>
                </button>
              </>
            )}
          </div>
          {!viewer && (
            <Button variant="filled" icon={IconPlus} shortcut="sales.new" onClick={onAdd}>
              {t('newDeal')}
            </Button>
          )}
        </>
      }
    />
  );
}

type PipelineMenuProps = Pick<SalesHeaderProps, 'pipeline' | 'pipelines' | 'change' | 'onEdit' | 'onDelete'>;

function PipelineMenu({ pipeline, pipelines, change, onEdit, onDelete }: PipelineMenuProps) {
  const { t } = useTranslation('sales');
  const may = useBusiness((business) => business.role === 'owner' || business.role === 'admin');
  return (
    <Menu position="bottom-start" width={240} returnFocus>
      <Menu.Target>
        <button type="button" className={classes.switch} aria-label={t('otherPipelines')}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {pipelines.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => change({ pipeline: id })}
            rightSection={id === pipeline.id ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : undefined}
          >
            <span dir="auto">{name}</span>
          </Menu.Item>
        ))}
        {may && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => onEdit('this')}
            >
              {t('editPipeline')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => onEdit('new')}
            >
              {t('newPipeline')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} stroke={1.75} aria-hidden="true" />} onClick={onDelete}>
              {t('deletePipeline')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function OwnerFilter({ search, change }: Pick<SalesHeaderProps, 'search' | 'change'>) {
  const { t } = useTranslation('sales');
  const users = (useRead('users.list', {}).data?.items ?? []).filter(({ active }) => active);
  const chosen = users.find(({ id }) => id === search.owner);
  return (
    <Menu position="bottom-end" width={208} returnFocus>
      <Menu.Target>
        <button type="button" className={classes.filter} data-set={chosen !== undefined || undefined}>
          <IconUser size={16} stroke={1.75} aria-hidden="true" />
          <span dir="auto">{chosen?.name ?? t('field.owner')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => change({ owner: undefined })}>{t('anyOwner')}</Menu.Item>
        {users.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => change({ owner: id })}
            rightSection={id === search.owner ? <IconCheck size={14} stroke={2} aria-hidden="true" /> : undefined}
          >
            <span dir="auto">{name}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
