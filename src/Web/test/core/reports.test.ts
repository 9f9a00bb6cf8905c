import { describe, expect, it } from 'vitest';
import { momentOf, reviewLink } from '../../src/core/review/link';
import { formatChange, formatShare, formatValue, unitOf } from '../../src/core/reports/channels';
import { betweenDays, lastMonths } from '../../src/core/reports/period';
import { heat, linear, stepAt, ticks } from '../../src/core/reports/plot';

describe('a link into a recording', () => {
  it('comes back as the moment that it was made of', () => {
    expect(momentOf(reviewLink('s1', 12_345.6).split('?')[1] ?? '')).toBe(12_346);
  });

  it.each(['', 't=', 't=-5', 't=1e9', 't=abc', 't=99999999999'])('that names none (%s) is none', (search) => {
    expect(momentOf(search)).toBeNull();
  });
});

describe('values', () => {
  it('are percent for emotions and a decimal for Action Units', () => {
    expect(formatValue('happiness', 0.314, 'en')).toBe('31%');
    expect(formatValue('au12', 2.449, 'en')).toBe('2.4');
    expect(formatValue('au12', 2.449, 'it')).toBe('2,4');
  });

  it('of change carry their sign, and none for nothing', () => {
    expect(formatChange('happiness', 0.0123, 'en')).toBe('+1.2');
    expect(formatChange('au4', -0.204, 'en')).toBe('-0.20');
    expect(formatChange('au4', 0.001, 'en')).toBe('0.00');
  });

  it('that round to nothing but are something say so', () => {
    expect(formatShare(0.0004, 'en')).toBe('< 1%');
    expect(formatShare(0, 'en')).toBe('0%');
  });

  it('know their Action Unit', () => {
    expect([unitOf('au12'), unitOf('au3'), unitOf('anger')]).toEqual([12, null, null]);
  });
});

describe('a period', () => {
  it('of days includes the last one whole', () => {
    const { from, to } = betweenDays('2026-01-10', '2026-01-10');
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3600_000);
    expect(betweenDays('', '')).toEqual({ from: null, to: null });
  });

  it('of months ends open', () => {
    expect(lastMonths(3, new Date('2026-05-20T10:00:00Z'))).toEqual({ from: expect.stringContaining('2026-02-20') as string, to: null });
  });
});

describe('an axis', () => {
  it.each([
    [1, [0, 0.25, 0.5, 0.75, 1]],
    [0.13, [0, 0.05, 0.1, 0.15]],
    [5, [0, 2, 4, 6]],
  ])('to %s has round marks that reach it', (max, marks) => {
    const found = ticks(max);
    expect(found[found.length - 1]).toBeGreaterThanOrEqual(max);
    expect(found.length).toBeLessThanOrEqual(6);
    expect(found.map((mark) => Math.round(mark * 1000) / 1000)).toEqual(marks);
  });

  it('maps its ends, and bears a span of nothing', () => {
    expect([linear(0, 10, 5, 105)(0), linear(0, 10, 5, 105)(10), linear(3, 3, 5, 105)(3)]).toEqual([5, 105, 5]);
  });

  it('knows the step of a moment, the last one included', () => {
    expect([stepAt(0, 5000, 3), stepAt(14_999, 5000, 3), stepAt(15_000, 5000, 3)]).toEqual([0, 2, 2]);
  });

  it('has a colour for every share, darker with more on light ground', () => {
    const lightness = (color: string) => Number(/(\d+(?:\.\d+)?)%\)$/.exec(color)?.[1]);
    expect(lightness(heat(0.9, false))).toBeLessThan(lightness(heat(0.1, false)));
    expect(lightness(heat(0.9, true))).toBeGreaterThan(lightness(heat(0.1, true)));
    expect(heat(7, false)).toBe(heat(1, false));
  });
});
