import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconBookmark, IconChevronLeft, IconChevronRight, IconKeyboard, IconNote } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOf, type ReviewCommand } from '../../core/review/commands';
import classes from './Jumps.module.css';

interface Props {
  run: (command: ReviewCommand) => void;
  hasMarkers: boolean;
  hasNotes: boolean;
}

/** To the marker or the note before and after, and the keyboard map. */
export function Jumps({ run, hasMarkers, hasNotes }: Props) {
  const { t } = useTranslation();
  const button = (command: ReviewCommand, icon: ReactNode, disabled: boolean) => (
    <Tooltip label={`${t(`player.command.${command}`)} (${keysOf[command].join('+')})`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        disabled={disabled}
        onClick={() => run(command)}
        aria-label={t(`player.command.${command}`)}
        data-testid={`player-${command}`}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Group gap={4} className={classes.jumps}>
      {button('previousMarker', <IconChevronLeft size={20} />, !hasMarkers)}
      <IconBookmark size={18} aria-hidden className={classes.kind} />
      {button('nextMarker', <IconChevronRight size={20} />, !hasMarkers)}
      <span className={classes.gap} />
      {button('previousNote', <IconChevronLeft size={20} />, !hasNotes)}
      <IconNote size={18} aria-hidden className={classes.kind} />
      {button('nextNote', <IconChevronRight size={20} />, !hasNotes)}
      <span className={classes.gap} />
      {button('help', <IconKeyboard size={20} />, false)}
    </Group>
  );
}
