import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isPlannable, longestPlan, shortestPlan } from '../core/session/plan';

/** How long a session is meant to take; held as typed, so that a field may be empty for a moment. */
export function PlannedMinutes({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const range = { from: shortestPlan, to: longestPlan };
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      min={shortestPlan}
      max={longestPlan}
      label={t('plan.minutes')}
      description={t('plan.hint')}
      error={isPlannable(value) ? null : t('plan.range', range)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-testid="planned-minutes"
    />
  );
}
