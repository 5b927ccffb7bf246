import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { DeleteWord } from '@/components/DeleteWord';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Page } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import { useBusiness } from '@/lib/business';
import { given } from '@/lib/given';
import { useRead } from '@/lib/query';
import { useShortcut } from '@/lib/shortcuts';
import { BoardTotals } from './BoardTotals';
import { type Board, cutBoard, viewOf } from './board-move';
import { closingBoard } from './closing-board';
import { DealBoard } from './DealBoard';
import { DealList } from './DealList';
import { NewDeal } from './NewDeal';
import { PipelineEditor } from './PipelineEditor';
import { SalesHeader } from './SalesHeader';
import type { SalesSearch } from './sales-search';

/** One pipeline as a board or a list. */
export function SalesPage() {
  const { t } = useTranslation('sales');
  const search = useSearch({ from: '/sales' });
  const navigate = useNavigate();
  const viewer = useBusiness((business) => business.role === 'viewer');
  const [editing, setEditing] = useState<'new' | 'this'>();
  const [deleting, setDeleting] = useState(false);
  const pipelines = useRead('pipelines.list', {});
  const all = pipelines.data?.items;
  const pipeline = all?.find(({ id }) => id === search.pipeline) ?? all?.[0];
  const change = (part: Partial<SalesSearch>) =>
    void navigate({ to: '/sales', search: { ...search, ...part }, replace: true });
  const add = () => change({ new: true });
  useShortcut(
    { id: 'sales.new', keys: 'd', labelKey: 'sales:shortcut.new', groupKey: 'sales:title', run: add },
    !viewer && pipeline !== undefined,
  );
  if (!pipeline) {
    return (
      <Page>
        {pipelines.error ? (
          <ErrorState page error={pipelines.error} onRetry={() => void pipelines.refetch()} />
        ) : all ? (
          <EmptyState
            page
            drawing="board"
            title={t('noPipeline')}
            text={t('noPipelineText')}
            action={
              <Button variant="filled" icon={IconPlus} onClick={() => setEditing('new')}>
                {t('newPipeline')}
              </Button>
            }
          />
        ) : (
          <Skeleton rows={6} height={96} />
        )}
        {editing && <PipelineEditor onClose={() => setEditing(undefined)} />}
      </Page>
    );
  }
  return (
    <Page>
      <SalesHeader
        pipeline={pipeline}
        pipelines={all ?? []}
        search={search}
        change={change}
        onAdd={add}
        onEdit={setEditing}
        onDelete={() => setDeleting(true)}
      />
      {search.layout === 'list' ? (
        <DealList key={pipeline.id} pipeline={pipeline} search={search} change={change} onAdd={add} />
      ) : (
        <BoardOf key={pipeline.id} id={pipeline.id} search={search} change={change} />
      )}
      <NewDeal
        open={search.new === true}
        pipelines={all ?? []}
        start={given({ pipeline: pipeline.id, customer: search.customer, stage: search.stage })}
        onClose={() => change({ new: undefined, customer: undefined, stage: undefined })}
      />
      {editing && (
        <PipelineEditor
          key={editing}
          pipeline={editing === 'this' ? pipeline : undefined}
          onClose={() => setEditing(undefined)}
          onMade={(id) => change({ pipeline: id })}
        />
      )}
      {deleting && (
        <DeleteWord
          type="pipeline"
          word={pipeline}
          choices={all ?? []}
          onClose={() => setDeleting(false)}
          onDone={() => change({ pipeline: undefined })}
        />
      )}
    </Page>
  );
}

/** Cards of a column at first, and how many more at a time. */
const STEP = 50;
/** The most cards a column shows; what is beyond is read in the list. */
const MOST = 200;

interface BoardOfProps {
  id: number;
  search: SalesSearch;
  change: (part: Partial<SalesSearch>) => void;
}

function BoardOf({ id, search, change }: BoardOfProps) {
  const [shown, setShown] = useState<Readonly<Record<number, number>>>({});
  const zone = useBusiness((business) => business.zone);
  // The month is looked for among all cards, so all that fit are read.
  const perStage = search.closing ? MOST : Math.max(STEP, ...Object.values(shown));
  const board = useRead(
    'pipelines.board',
    {
      id,
      ...given({
        owner_id: search.owner,
        over_limit: search.over,
        limit_per_stage: perStage === STEP ? undefined : perStage,
      }),
    },
    { keep: true },
  );
  if (board.error) return <ErrorState error={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data) return <Skeleton rows={6} height={110} />;
  const limitOf = (stageId: number) => (search.closing ? MOST : (shown[stageId] ?? STEP));
  const data: Board = cutBoard(search.closing ? closingBoard(board.data, zone, Date.now()) : board.data, limitOf);
  const list = (part: Partial<SalesSearch>) => change({ layout: 'list', over: undefined, closing: undefined, ...part });
  const more = (stageId: number) => {
    const limit = limitOf(stageId);
    if (limit < MOST) setShown({ ...shown, [stageId]: Math.min(limit + STEP, MOST) });
    else list({ column: stageId, view: viewOf(data, stageId) });
  };
  return (
    <>
      <BoardTotals board={data} search={search} change={change} />
      <DealBoard
        board={data}
        step={STEP}
        isFull={(stageId) => limitOf(stageId) >= MOST}
        onMore={more}
        onAdd={(stage) => change({ new: true, stage })}
        onLost={() => list({ view: 'lost' })}
      />
    </>
  );
}
