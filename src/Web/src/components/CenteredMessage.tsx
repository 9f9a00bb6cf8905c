import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './CenteredMessage.module.css';

interface Props {
  title: string;
  text: string;
  icon?: ReactNode;
  children?: ReactNode;
  testId?: string;
}

/** A page that says one thing: an error, an end, an empty place. */
export function CenteredMessage({ title, text, icon, children, testId }: Props) {
  return (
    <div className={classes.root} data-testid={testId}>
      <Stack align="center" gap="md" maw={440}>
        {icon && (
          <div className={classes.icon} aria-hidden>
            {icon}
          </div>
        )}
        <Title order={1} ta="center">
          {title}
        </Title>
        <Text ta="center" c="dimmed">
          {text}
        </Text>
        {children}
      </Stack>
    </div>
  );
}
