import { TextInput } from '@mantine/core';
import { IconListCheck, IconPlayerPause } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Page, PageBody, PageHeader } from '@/components/Page';
import { Panel } from '@/components/Panel';
import { StateBadge } from '@/components/StateBadge';
import { usePaletteContext } from '@/lib/palette';
import { useShortcut } from '@/lib/shortcuts';
import { EditorPanel } from './EditorPanel';
import { RuleCanvas } from './RuleCanvas';
import type { Vocabulary, Workflow } from './rule';
import { useRule } from './use-rule';
import classes from './Workflows.module.css';
import { useDisable, useEnable } from './writes';

interface EditorProps {
  vocabulary: Vocabulary;
  workflow?: Workflow;
}

/** One rule: its sentence at the top, its parts below, what is wrong beside it. */
export function Editor({ vocabulary, workflow }: EditorProps) {
  const { t } = useTranslation('workflows');
  const navigate = useNavigate();
  const draft = useRule(workflow, ({ name }) => (
    <Trans t={t} i18nKey="toast.saved" values={{ name }} components={{ b: <b dir="auto" /> }} />
  ));
  const { rule, change, dirty } = draft;
  const enable = useEnable();
  const disable = useDisable();
  const save = () => draft.save(t('editor.nameMissing'));
  usePaletteContext(workflow ? t('onWorkflow', { name: workflow.name }) : undefined);
  useShortcut({
    id: 'workflows.save',
    keys: 'mod+enter',
    labelKey: 'workflows:editor.save',
    groupKey: 'workflows:title',
    run: save,
    whileTyping: true,
  });
  const problems = workflow?.problems ?? [];
  const blocked = problems.some((problem) => problem.blocking);
  const saveIsNext = dirty || !workflow;
  return (
    <Page>
      <PageHeader
        title={workflow?.name ?? t('create.name')}
        beside={workflow && <OnOff workflow={workflow} />}
        actions={
          <>
            {workflow && (
              <Button
                variant="subtle"
                icon={IconListCheck}
                onClick={() => void navigate({ to: '/workflows/runs', search: { workflow: workflow.id } })}
              >
                {t('runs.title')}
              </Button>
            )}
            {dirty && <Button onClick={draft.discard}>{t('editor.discard')}</Button>}
            {workflow?.enabled && (
              <Button icon={IconPlayerPause} onClick={() => disable.write({ id: workflow.id })}>
                {t('editor.off')}
              </Button>
            )}
            <Button
              variant={saveIsNext ? 'filled' : 'default'}
              busy={draft.busy}
              disabled={!dirty && workflow !== undefined}
              shortcut="workflows.save"
              onClick={save}
            >
              {t('editor.save')}
            </Button>
            {workflow && !workflow.enabled && (
              <Button
                variant={saveIsNext || blocked ? 'default' : 'filled'}
                disabled={dirty || blocked}
                onClick={() => enable.write({ id: workflow.id })}
              >
                {t('editor.on')}
              </Button>
            )}
          </>
        }
      />
      <p className={classes.sentence}>
        {workflow ? <Sentence text={workflow.sentence} /> : t('editor.sentenceLater')}
        {workflow && dirty && <small>{t('editor.asSaved')}</small>}
      </p>
      <PageBody>
        <div className={classes.canvas}>
          <div className={classes.column}>
            <TextInput
              id="name"
              label={t('editor.name')}
              dir="auto"
              maxLength={200}
              value={rule.name}
              error={draft.nameError}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <div className={classes.edge} aria-hidden="true" />
            <RuleCanvas rule={rule} vocabulary={vocabulary} problems={dirty ? [] : problems} onChange={change} />
          </div>
        </div>
      </PageBody>
      {workflow && (
        <Panel>
          <EditorPanel workflow={workflow} stale={dirty} />
        </Panel>
      )}
    </Page>
  );
}

/** What stands in quotes is what somebody wrote or chose, and is underlined as in every rule. */
function Sentence({ text }: { text: string }) {
  return (
    <span dir="auto">
      {text.split(/(“[^”]*”)/).map((part, i) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity beyond their place.
        part.startsWith('“') ? <b key={i}>{part.slice(1, -1)}</b> : part,
      )}
    </span>
  );
}

function OnOff({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation('workflows');
  if (workflow.paused_reason) {
    return (
      <StateBadge state="problem" tall>
        {t('list.paused')}
      </StateBadge>
    );
  }
  return (
    <StateBadge state={workflow.enabled ? 'good' : 'idle'} tall>
      {t(workflow.enabled ? 'editor.isOn' : 'editor.isOff', { version: workflow.version })}
    </StateBadge>
  );
}
