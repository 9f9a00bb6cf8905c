import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../src/core/media/trouble';

const heard = { link: 'connected', lostAt: null } as const;
const lost = { link: 'reconnecting', lostAt: '10:05' } as const;
const fine = { phase: 'connected', since: null, problem: null } as const;
const away = { phase: 'reconnecting', since: '10:06', problem: null } as const;
const failed = { phase: 'failed', since: '10:06', problem: 'offerRejected' } as const;

describe('trouble with the connection', () => {
  it('is none while everything stands, nor while the first connection is made', () => {
    expect(troubleOf(heard, fine)).toBeNull();
    expect(troubleOf({ link: 'connecting', lostAt: null }, { ...away, phase: 'connecting' })).toBeNull();
  });

  it('is no error while it is mended by itself: it says since when', () => {
    expect(troubleOf(heard, away)).toEqual({ kind: 'media', since: '10:06' });
    expect(troubleOf(lost, fine)).toEqual({ kind: 'link', since: '10:05' });
  });

  it('is an error once it was given up, but not while the gateway may bring it back', () => {
    expect(troubleOf(heard, failed)).toEqual({ kind: 'failed', problem: 'offerRejected' });
    expect(troubleOf(lost, failed)).toEqual({ kind: 'link', since: '10:05' });
  });

  it('is said to be the sign-in where that is what is gone', () => {
    expect(troubleOf({ link: 'signedOut', lostAt: '10:05' }, away)).toEqual({ kind: 'signedOut' });
  });
});
