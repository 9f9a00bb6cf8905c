import {
  IconActivityHeartbeat,
  IconPlayerPauseFilled,
  IconPointFilled,
  IconCircleDashed,
  IconCircleOff,
  IconAlertTriangle,
  IconHourglass,
} from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProcessingState } from '../../core/api/types';
import classes from './ProcessingBadge.module.css';

interface Props {
  subject: 'recording' | 'analysis';
  state: ProcessingState;
}

/** Whether recording or face analysis runs: what both sides see. Icon and words say it, never the colour alone. */
export function ProcessingBadge({ subject, state }: Props) {
  const { t } = useTranslation();
  const name = t(`room.${subject}`);
  const words = t(`room.state.${state}`);
  return (
    <Tooltip label={`${name}: ${words}`}>
      <span className={classes.badge} data-state={state} data-testid={`status-${subject}`} role="status">
        <Sign subject={subject} state={state} />
        <span>{name}</span>
        <span className={classes.words}>{words}</span>
      </span>
    </Tooltip>
  );
}

function Sign({ subject, state }: Props) {
  if (state === 'active' && subject === 'recording') return <IconPointFilled size={18} className={classes.live} aria-hidden />;
  if (state === 'active') return <IconActivityHeartbeat size={16} aria-hidden />;
  if (state === 'paused') return <IconPlayerPauseFilled size={14} aria-hidden />;
  if (state === 'failed') return <IconAlertTriangle size={16} aria-hidden />;
  if (state === 'delayed') return <IconHourglass size={16} aria-hidden />;
  if (state === 'ready') return <IconCircleDashed size={16} aria-hidden />;
  return <IconCircleOff size={15} aria-hidden />;
}
