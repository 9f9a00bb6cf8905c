import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useArrival } from '../hooks/useArrival';
import classes from './CenteredMessage.module.css';

interface Props {
  title: string;
  text: string;
  icon?: ReactNode;
  children?: ReactNode;
  testId?: string;
  /** 2 where the page has a heading above it. */
  order?: 1 | 2;
}

/** One thing said in the middle of a page: an error, an end, an empty place. */
export function CenteredMessage({ title, text, icon, children, testId, order = 1 }: Props) {
  return (
    <div className={classes.root} data-testid={testId}>
      <Stack align="center" gap="md" maw={440}>
        {icon && (
          <div className={classes.icon} aria-hidden>
            {icon}
          </div>
        )}
        <Title order={order} ta="center">
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

/** The same where there is no page around it. */
export function MessagePage(props: Props) {
  const main = useArrival();
  return (
    <main ref={main} tabIndex={-1} className={classes.page}>
      <CenteredMessage {...props} />
    </main>
  );
}
