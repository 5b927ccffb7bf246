import {
  type Icon,
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconClock,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Chip, type Tone } from './Chip';

export type State = 'good' | 'late' | 'soon' | 'problem' | 'new' | 'idle';

const LOOKS: Readonly<Record<State, { tone: Tone; icon: Icon }>> = {
  good: { tone: 'green', icon: IconCircleCheck },
  late: { tone: 'red', icon: IconAlertCircle },
  soon: { tone: 'amber', icon: IconClock },
  problem: { tone: 'amber', icon: IconAlertTriangle },
  new: { tone: 'blue', icon: IconCircleDashed },
  idle: { tone: 'neutral', icon: IconCircleMinus },
};

/** A state with its colour and the icon that says the same. */
export function StateBadge({ state, children, tall = false }: { state: State; children: ReactNode; tall?: boolean }) {
  const { tone, icon } = LOOKS[state];
  return (
    <Chip tone={tone} icon={icon} tall={tall}>
      {children}
    </Chip>
  );
}
