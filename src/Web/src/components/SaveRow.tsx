import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../core/api/problem';
import { Problem } from './Problem';

/** A setting in words: its name, and what holds of it. */
export interface Setting {
  name: string;
  now: string;
}

interface Props {
  problem: ApiProblem | null;
  running: boolean;
  /** Whether there is nothing to save, or nothing that may be. */
  idle: boolean;
  /** What was done; empty while there is nothing to say. */
  saved: string;
  testId: string;
  /** Those that others may change meanwhile, as the gateway names them. */
  settings?: Record<string, Setting>;
  /** Left out where the button submits its form. */
  onSave?: () => void;
}

/** The end of a form that is saved as a whole. The focus stays on its button: disabled, a button would lose it to nobody. */
export function SaveRow({ problem, running, idle, saved, testId, settings = {}, onSave }: Props) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const ran = useRef(false);
  useEffect(() => {
    // While it saves the library disables it.
    if (ran.current && !running && document.activeElement === document.body) button.current?.focus();
    ran.current = running;
  }, [running]);
  const overtaken = problem?.code === 'overtaken' ? problem.fields.flatMap((field) => settings[field] ?? []) : [];
  return (
    <>
      <Problem problem={problem}>
        {overtaken.map((setting) => (
          <Text key={setting.name} size="sm" fw={600} mt={4} data-testid={`${testId}-overtaken`}>
            {t('error.holdsNow', { ...setting })}
          </Text>
        ))}
      </Problem>
      <Group>
        <Button
          ref={button}
          type={onSave ? 'button' : 'submit'}
          loading={running}
          data-disabled={idle || undefined}
          aria-disabled={idle || undefined}
          onClick={(event) => {
            if (idle) event.preventDefault();
            else onSave?.();
          }}
          data-testid={`${testId}-save`}
        >
          {t('common.save')}
        </Button>
        <Text size="sm" role="status" data-testid={`${testId}-saved`}>
          {saved}
        </Text>
      </Group>
    </>
  );
}
