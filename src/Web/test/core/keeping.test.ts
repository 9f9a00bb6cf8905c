import { describe, expect, it } from 'vitest';
import type { ErasureNotice } from '../../src/core/api/keeping';
import { daysAfter, toDays, toDuration } from '../../src/core/keeping/duration';
import { groupNotices } from '../../src/core/keeping/notices';

const notice = (part: Partial<ErasureNotice>): ErasureNotice => ({
  patientId: 'p1',
  patientName: null,
  what: 'recording',
  sessionId: 's1',
  sessionAt: null,
  at: '2026-12-03T10:00:00Z',
  held: false,
  therapistName: 'Dr. Anna Rossi',
  ...part,
});

describe('lengths of keeping', () => {
  it.each([
    [30, { count: 30, unit: 'days' }],
    [365, { count: 1, unit: 'years' }],
    [1825, { count: 5, unit: 'years' }],
    [400, { count: 400, unit: 'days' }],
  ] as const)('%i days are said as people say them, and are the same days again', (days, said) => {
    expect(toDuration(days)).toEqual(said);
    expect(toDays(toDuration(days))).toBe(days);
  });

  it('are counted from a moment', () => {
    expect(daysAfter(new Date('2026-11-26T12:00:00Z'), 30)).toBe('2026-12-26T12:00:00.000Z');
  });
});

describe('notices for an administrator', () => {
  it('are one line for one kind, day and therapist', () => {
    const groups = groupNotices([notice({}), notice({ sessionId: 's2', at: '2026-12-03T18:00:00Z' }), notice({ what: 'affect' })]);
    expect(groups.map(({ what, count }) => [what, count])).toEqual([
      ['recording', 2],
      ['affect', 1],
    ]);
  });

  it('keep apart what a legal hold keeps, and what is another therapist’s', () => {
    const groups = groupNotices([notice({}), notice({ held: true }), notice({ therapistName: 'Dr. Bruno Verdi' })]);
    expect(groups.map(({ count }) => count)).toEqual([1, 1, 1]);
  });
});
