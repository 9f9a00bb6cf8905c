import { describe, expect, it } from 'vitest';
import { gradeOf, pictureNow, totalsOf, type Totals } from '../../src/core/media/quality';

const calm: Totals = { received: 1000, lost: 0, frozen: 0, sendLoss: 0, roundTrip: 0.04, sendRate: 900_000 };
const after = (change: Partial<Totals>): Totals => ({ ...calm, received: 1100, ...change });

describe('connection quality', () => {
  it('is good when packets arrive both ways', () => {
    expect(gradeOf(calm, after({}))).toEqual({ grade: 'good', sending: 'good', receiving: 'good', picture: 'whole' });
  });

  it.each([
    [{ lost: 5 }, 'good', 'weak'],
    [{ lost: 20 }, 'good', 'poor'],
    [{ frozen: 0.5 }, 'good', 'weak'],
    [{ frozen: 2 }, 'good', 'poor'],
    [{ sendLoss: 0.05 }, 'weak', 'good'],
    [{ sendLoss: 0.2 }, 'poor', 'good'],
    [{ sendRate: 200_000 }, 'weak', 'good'],
    [{ sendRate: 60_000 }, 'poor', 'good'],
    [{ roundTrip: 0.4 }, 'weak', 'weak'],
  ] as const)('says which direction suffers: %o', (change, sending, receiving) => {
    expect(gradeOf(calm, after(change))).toMatchObject({ sending, receiving });
  });

  it.each([
    ['part', 'weak'],
    ['none', 'poor'],
  ] as const)(
    'knows from the server that %s of the picture comes through, where nothing is missing in what comes',
    (picture, receiving) => {
      expect(gradeOf(calm, after({}), picture)).toEqual({ grade: receiving, sending: 'good', receiving, picture });
    },
  );

  it('forgets what the server does not say again', () => {
    const told = { picture: 'part', at: 10_000 } as const;
    expect(pictureNow(null, 10_000)).toBe('whole');
    expect(pictureNow(told, 16_900)).toBe('part');
    expect(pictureNow(told, 17_100)).toBe('whole');
  });

  it('is not troubled by what the browser does not tell, nor by silence', () => {
    const unknown: Totals = { ...calm, sendLoss: null, roundTrip: null, sendRate: null };
    expect(gradeOf(unknown, unknown).grade).toBe('good');
  });

  it('reads a statistics report', () => {
    const report = new Map<string, unknown>([
      ['a', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 1 }],
      ['v', { type: 'inbound-rtp', kind: 'video', packetsReceived: 90, packetsLost: 2, totalFreezesDuration: 0.25 }],
      ['r', { type: 'remote-inbound-rtp', fractionLost: 0.01 }],
      ['s', { type: 'remote-inbound-rtp', fractionLost: 0.04 }],
      ['old', { type: 'candidate-pair', nominated: false, state: 'succeeded', currentRoundTripTime: 9 }],
      ['p', { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.05, availableOutgoingBitrate: 700_000 }],
    ]);
    expect(totalsOf(report)).toEqual({ received: 140, lost: 3, frozen: 0.25, sendLoss: 0.04, roundTrip: 0.05, sendRate: 700_000 });
  });
});
