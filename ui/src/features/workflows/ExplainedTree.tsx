import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { operatorKey } from './rule';
import classes from './Workflows.module.css';

interface ExplainedLeaf {
  field: string;
  label: string;
  operator: string;
  value: unknown;
  actual: unknown;
  result: boolean;
}

interface ExplainedGroup {
  combinator: 'and' | 'or';
  not: boolean;
  result: boolean;
  rules: Explained[];
}

export type Explained = ExplainedGroup | ExplainedLeaf;

/** The conditions with the values they met: what held and what did not. */
export function ExplainedTree({ node }: { node: Explained }) {
  return (
    <ul className={classes.tree}>
      <ExplainedNode node={node} />
    </ul>
  );
}

function ExplainedNode({ node }: { node: Explained }) {
  const { t } = useTranslation('workflows');
  const Sign = node.result ? IconCheck : IconX;
  const sign = (
    <Sign
      size={14}
      stroke={2}
      role="img"
      aria-label={t(node.result ? 'runs.held' : 'runs.heldNot')}
      className={node.result ? classes.yes : classes.no}
    />
  );
  if (!('rules' in node)) {
    return (
      <li>
        {sign}
        <div>
          <p dir="auto">
            {node.label} {t(`operator.${operatorKey(node.operator)}`)} {textOf(node.value)}
          </p>
          <p className={classes.sub} dir="auto">
            {t('runs.was', { value: textOf(node.actual) || t('runs.nothing') })}
          </p>
        </div>
      </li>
    );
  }
  return (
    <li>
      {sign}
      <div>
        <p>{t(`runs.group.${node.not ? 'not_' : ''}${node.combinator}`)}</p>
        <ul className={classes.tree}>
          {node.rules.map((rule, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a finished run never move.
            <ExplainedNode key={i} node={rule} />
          ))}
        </ul>
      </div>
    </li>
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
