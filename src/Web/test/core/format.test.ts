import { expect, it } from 'vitest';
import { formatDayShort, formatMark, formatTenths, withoutTitle } from '../../src/core/util/format';

it.each([
  ['Dr. Elena Marchetti', 'Elena Marchetti'],
  ['Prof. Dott.ssa Anna Rossi', 'Anna Rossi'],
  ['Marco Rinaldi', 'Marco Rinaldi'],
  ['Dr.', 'Dr.'],
])('knows the name %s by its initials, not by its title', (name, bare) => expect(withoutTitle(name)).toBe(bare));

it.each([
  ['en', '50%', '2.5', '2.0'],
  ['it', '50%', '2,5', '2,0'],
])('writes the marks of an axis, and values, as the language does (%s)', (language, share, mark, value) => {
  expect([formatMark(0.5, 1, language), formatMark(2.5, 5, language), formatTenths(2, language)]).toEqual([share, mark, value]);
});

it('writes the days of an axis as the language does', () => {
  const at = Date.parse('2026-05-21T12:00:00Z');
  expect(formatDayShort(at, 'it')).toBe('21 mag 26');
});
