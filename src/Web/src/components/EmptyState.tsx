import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** A list with nothing in it yet, and what to do about it. */
export function EmptyState({ title, text, icon, children }: { title?: string; text: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} className={classes.root}>
      {icon && (
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
      )}
      {title && <Text fw={600}>{title}</Text>}
      <Text size="sm" c="dimmed" ta="center" maw={420}>
        {text}
      </Text>
      {children}
    </Stack>
  );
}
