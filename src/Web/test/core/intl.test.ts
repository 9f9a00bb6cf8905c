import { expect, test, vi } from 'vitest';
import { dateFormat, numberFormat } from '../../src/core/util/intl';

test('A formatter is made once for a language and its options', () => {
  const made = vi.spyOn(Intl, 'NumberFormat');
  const percent = { style: 'percent' } as const;
  expect(numberFormat('it', percent)).toBe(numberFormat('it', { ...percent }));
  expect(made).toHaveBeenCalledTimes(1);
});

test('Languages and options do not share one', () => {
  expect(numberFormat('en', { minimumFractionDigits: 1 }).format(0.5)).toBe('0.5');
  expect(numberFormat('it', { minimumFractionDigits: 1 }).format(0.5)).toBe('0,5');
  expect(numberFormat('en', { style: 'percent' }).format(0.5)).toBe('50%');
  expect(dateFormat('it', { month: 'long', timeZone: 'UTC' }).format(0)).toBe('gennaio');
  expect(dateFormat('en', { month: 'long', timeZone: 'UTC' }).format(0)).toBe('January');
});
