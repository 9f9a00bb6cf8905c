import { describe, expect, it } from 'vitest';
import { commandOf, keysOf, reviewCommands } from '../../src/core/review/commands';
import { neighbour } from '../../src/core/review/moments';
import { rates, ReviewTransport } from '../../src/core/review/transport';

describe('jumping between moments', () => {
  const moments = [2000, 10_000, 10_500, 60_000];

  it.each([
    [0, 1, 2000],
    [2000, 1, 10_000],
    [10_000, 1, 10_500],
    [60_000, 1, null],
    [62_000, -1, 60_000],
    [1000, -1, null],
  ] as const)('from %i in direction %i leads to %s', (at, direction, expected) => {
    expect(neighbour(moments, at, direction)).toBe(expected);
  });

  it('goes one further back when the player has run on a little since the last jump', () => {
    expect(neighbour(moments, 60_900, -1)).toBe(10_500);
  });
});

describe('the keys of the player', () => {
  it('tell upper from lower case by Shift alone, so that Caps Lock changes nothing', () => {
    expect(commandOf({ key: 'M', shiftKey: false })).toBe('nextMarker');
    expect(commandOf({ key: 'm', shiftKey: true })).toBe('previousMarker');
  });

  it('work on keyboards where + and ? need Shift and on those where they do not', () => {
    for (const shiftKey of [true, false]) {
      expect(commandOf({ key: '+', shiftKey })).toBe('faster');
      expect(commandOf({ key: '?', shiftKey })).toBe('help');
    }
  });

  it('leave every other key alone', () => {
    expect(commandOf({ key: 'a', shiftKey: false })).toBeNull();
    expect(commandOf({ key: 'Tab', shiftKey: true })).toBeNull();
  });

  it('are all in the keyboard map, each once', () => {
    expect(new Set(reviewCommands.map((command) => keysOf[command].join('+'))).size).toBe(reviewCommands.length);
  });
});

describe('speeds', () => {
  it('run from half to double, a step at a time, and stop at both ends', () => {
    const transport = new ReviewTransport(1000);
    for (let i = 0; i < 10; i++) transport.stepRate(1);
    expect(transport.state.get().rate).toBe(2);
    const seen = rates.map(() => {
      const { rate } = transport.state.get();
      transport.stepRate(-1);
      return rate;
    });
    expect(seen).toEqual([...rates].reverse());
    expect(transport.state.get().rate).toBe(0.5);
  });
});
