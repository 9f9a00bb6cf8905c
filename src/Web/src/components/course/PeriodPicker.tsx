import { Group, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { betweenDays, lastMonths, wholeCourse, type Period } from '../../core/reports/period';

const months = [3, 6, 12] as const;

/** Which part of the course is looked at: all of it, the last months, or any days. */
export function PeriodPicker({ onChange }: { onChange: (period: Period) => void }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState('all');
  const [days, setDays] = useState({ first: '', last: '' });
  const choose = (value: string) => {
    setChoice(value);
    if (value === 'all') onChange(wholeCourse);
    else if (value === 'days') onChange(betweenDays(days.first, days.last));
    else onChange(lastMonths(Number(value), new Date()));
  };
  const setDay = (change: Partial<typeof days>) => {
    const next = { ...days, ...change };
    setDays(next);
    onChange(betweenDays(next.first, next.last));
  };
  return (
    <Group gap="sm" data-no-print>
      <SegmentedControl
        size="xs"
        value={choice}
        onChange={choose}
        aria-label={t('report.period')}
        data={[
          { value: 'all', label: t('report.periodAll') },
          ...months.map((count) => ({ value: String(count), label: t('report.periodMonths', { count }) })),
          { value: 'days', label: t('report.periodDays') },
        ]}
        data-testid="course-period"
      />
      {choice === 'days' && (
        <>
          <TextInput
            type="date"
            size="xs"
            aria-label={t('report.from')}
            value={days.first}
            max={days.last || undefined}
            onChange={(event) => setDay({ first: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            size="xs"
            aria-label={t('report.to')}
            value={days.last}
            min={days.first || undefined}
            onChange={(event) => setDay({ last: event.currentTarget.value })}
          />
        </>
      )}
    </Group>
  );
}
