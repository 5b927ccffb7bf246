import { getRouteApi } from '@tanstack/react-router';
import { ErrorState } from '@/components/ErrorState';
import { Page } from '@/components/Page';
import { Skeleton } from '@/components/Skeleton';
import { useRead } from '@/lib/query';
import { Editor } from './Editor';

const route = getRouteApi('/workflows/$id');

/** A workflow being set up. */
export function NewWorkflow() {
  const vocabulary = useRead('workflows.vocabulary', {});
  if (vocabulary.data) return <Editor vocabulary={vocabulary.data} />;
  return <Waiting error={vocabulary.error} onRetry={() => void vocabulary.refetch()} />;
}

/** A workflow to read, change and switch. */
export function EditWorkflow() {
  const id = Number(route.useParams().id);
  const vocabulary = useRead('workflows.vocabulary', {});
  const workflow = useRead('workflows.get', { id });
  if (vocabulary.data && workflow.data)
    return <Editor key={id} vocabulary={vocabulary.data} workflow={workflow.data} />;
  const again = () => {
    void vocabulary.refetch();
    void workflow.refetch();
  };
  return <Waiting error={workflow.error ?? vocabulary.error} onRetry={again} />;
}

function Waiting({ error, onRetry }: { error: Error | null; onRetry: () => void }) {
  return (
    <Page>
      {error ? (
        <ErrorState page error={error} list="/workflows" onRetry={onRetry} />
      ) : (
        <Skeleton rows={8} height={64} />
      )}
    </Page>
  );
}
