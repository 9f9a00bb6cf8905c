import { describe, expect, it } from 'vitest';
import { UnitBars } from '../../src/components/affect/UnitBars';
import { AffectFeed } from '../../src/core/affect/affectFeed';
import type { AffectSample } from '../../src/core/api/types';
import { gapOf, sampleOf } from '../fixtures';
import { find, show } from './show';

/** What the bar of a unit says after a sample: the letter one sees, and the words one hears. */
async function said(unit: number, sample: AffectSample, language: 'en' | 'it' = 'en') {
  const feed = new AffectFeed();
  feed.push([sample]);
  await show(<UnitBars feed={feed} hasReading={sample.noReading === null} />, language);
  feed.dispose();
  const bar = find(`au-bar-${unit}`)!;
  return {
    letter: bar.querySelector('[class*=mark]')?.textContent ?? null,
    words: bar.querySelector('[role=meter]')!.getAttribute('aria-valuetext'),
  };
}

const smile = (asymmetries: AffectSample['asymmetries']) => sampleOf(1, 100, { asymmetries });

describe('the side on which an Action Unit is stronger', () => {
  it.each([
    ['en', 2.4, 'L', 'likely stronger on the patient’s left'],
    ['en', -2.4, 'R', 'likely stronger on the patient’s right'],
    ['it', 2.4, 'S', 'probabilmente più forte a sinistra del paziente'],
    ['it', -2.4, 'D', 'probabilmente più forte a destra del paziente'],
  ] as const)('is a letter to see and words to hear (%s, %f)', async (language, difference, letter, words) => {
    const shown = await said(12, smile({ '12': difference }), language);
    expect(shown.letter).toBe(letter);
    expect(shown.words).toContain(words);
  });

  it.each([
    ['both sides look alike', smile({})],
    ['the gateway does not say', smile(undefined)],
    ['there is no reading', gapOf(1, 100)],
  ])('is not told where %s, and its place is kept', async (_, sample) => {
    const { letter, words } = await said(12, sample);
    expect(letter).toBe('');
    expect(words).not.toContain('stronger');
  });

  it('has no place at units whose sides are not told apart', async () => {
    expect((await said(14, smile({ '12': 3 }))).letter).toBeNull();
  });
});
