import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionNotice } from '../../src/components/call/ConnectionNotice';
import type { Trouble } from '../../src/core/media/trouble';
import { find, show } from './show';

const since = '2026-11-26T14:30:00.000Z';
const retry = vi.fn();
const notice = (trouble: Trouble, other: 'patient' | 'therapist' = 'therapist') => (
  <ConnectionNotice trouble={trouble} other={other} reach={<a href="tel:112">112</a>} onRetry={retry} />
);

describe('what a person is told while the connection is lost', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(since) + 1000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says since when, and only after half a minute what helps and who can be called', async () => {
    await show(notice({ kind: 'link', since }), 'it');
    expect(find('link-lost')!.textContent).toMatch(/^Nuova connessione in corso… .*\d\d:30/);
    await act(() => vi.advanceTimersByTimeAsync(28_000));
    expect(find('link-lost')!.querySelector('a')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(find('link-lost')!.textContent).toContain('I tentativi continuano da soli.');
    expect(find('link-lost')!.querySelector('a')?.textContent).toBe('112');
  });

  it('says the same of picture and sound, and counts anew when the next loss begins', async () => {
    await show(notice({ kind: 'media', since: '2026-11-26T14:29:00.000Z' }));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(find('media-reconnecting')!.querySelector('a')).not.toBeNull();
  });

  it('promises a therapist that what they write is kept', async () => {
    await show(notice({ kind: 'link', since }, 'patient'));
    expect(find('link-lost')!.textContent).toContain('What you write is kept.');
  });

  it('tells a patient whose link was taken back whom to ask', async () => {
    await show(notice({ kind: 'signedOut' }));
    expect(find('signed-out')!.textContent).toBe('This link no longer opens the session. Please ask your therapist for a new one.');
  });

  it('offers to try again, and who can be called, where it was given up', async () => {
    await show(notice({ kind: 'failed', problem: 'forbidden' }));
    act(() => find('media-retry')!.click());
    expect(retry).toHaveBeenCalledOnce();
    expect(find('media-failed')!.querySelector('a')).not.toBeNull();
  });
});
