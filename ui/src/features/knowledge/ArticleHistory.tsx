import { RecordHistory } from '@/components/RecordHistory';
import type { PutBack } from '@/components/record-restore';
import { useBranches } from './categories';

interface ArticleHistoryProps {
  id: number;
  open: boolean;
  onClose: () => void;
}

const PUT_BACK: readonly PutBack[] = [
  { op: 'articles.update', fields: ['title', 'body', 'slug', 'category_id', 'status'] },
];

/** Every version of an article, with the way back to each. */
export function ArticleHistory({ id, open, onClose }: ArticleHistoryProps) {
  const branches = useBranches();
  const valueText = (field: string, value: unknown) =>
    field === 'category_id' ? branches.find(({ category }) => category.id === value)?.path : undefined;
  return (
    <RecordHistory type="article" id={id} open={open} onClose={onClose} valueText={valueText} putBack={PUT_BACK} />
  );
}
