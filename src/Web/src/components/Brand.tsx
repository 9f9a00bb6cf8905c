import { Group, Text } from '@mantine/core';

/** Mark and name. */
export function Brand({ size = 30 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={size} height={size} />
      <Text fw={650} fz={size * 0.6} lts="-0.01em">
        PsyCare
      </Text>
    </Group>
  );
}
