import { ActionIcon, Popover } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  icon: ReactNode;
  width?: number;
  testId: string;
  children: ReactNode;
}

/** A sign in the room's header that opens a small panel. The panel takes the focus, Escape gives it back. */
export function HeaderPopover({ label, icon, width, testId, children }: Props) {
  return (
    <Popover position="bottom-end" withArrow trapFocus returnFocus width={width}>
      <Popover.Target>
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={label} title={label} data-testid={testId}>
          {icon}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  );
}
