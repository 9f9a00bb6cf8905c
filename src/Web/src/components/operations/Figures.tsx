import { Text } from '@mantine/core';
import classes from './Figures.module.css';

export interface Figure {
  name: string;
  value: string;
  /** What helps to read it. */
  note?: string;
}

/** Figures side by side, each with its name above and what it means below. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <div className={`tabular ${classes.value}`}>{value}</div>
            {note && (
              <Text size="sm" c="dimmed">
                {note}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
