import type { Icon } from '@tabler/icons-react';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Workflow } from './rule';
import classes from './Workflows.module.css';

type Problems = Workflow['problems'];

/** The problems of a part and of everything in it. */
export const problemsAt = (problems: Problems, path: string): Problems =>
  problems.filter(
    (problem) => problem.path === path || problem.path.startsWith(`${path}.`) || problem.path.startsWith(`${path}[`),
  );

interface NodeProps {
  /** Its place in the rule, as problems name it. */
  id: string;
  icon: Icon;
  tone: 'trigger' | 'condition' | 'action';
  kind: string;
  title: string;
  problems: Problems;
  tools?: ReactNode;
  children: ReactNode;
}

/** One part of a rule: what starts it, what must hold, what it does. */
export function Node({ id, icon: IconShape, tone, kind, title, problems, tools, children }: NodeProps) {
  return (
    <section
      className={classes.node}
      id={id}
      tabIndex={-1}
      aria-label={`${kind}: ${title}`}
      data-problem={problems.length > 0 || undefined}
    >
      <div className={classes.nodeHead}>
        <span className={classes.tile} data-tone={tone}>
          <IconShape size={18} stroke={1.75} aria-hidden="true" />
        </span>
        <div>
          <p>{kind}</p>
          <h2 dir="auto">{title}</h2>
        </div>
        {tools && <span className={classes.tools}>{tools}</span>}
      </div>
      <div className={classes.nodeBody}>
        {children}
        {problems.map((problem) => (
          <p key={problem.path + problem.message} className={classes.problem}>
            <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
            {problem.message}
          </p>
        ))}
      </div>
    </section>
  );
}
