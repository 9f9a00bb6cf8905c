import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from '../../src/core/api/client';
import { ApiProblem, problemOf, toProblem } from '../../src/core/api/problem';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

describe('problem mapping', () => {
  it('reads the code of problem details', async () => {
    const problem = await problemOf(answer(410, { type: 'urn:psycare:problem:inviteUsed', status: 410, code: 'inviteUsed' }));
    expect(problem).toMatchObject({ code: 'inviteUsed', status: 410, retryable: false });
  });

  it('keeps the reason of a rejected offer', async () => {
    expect(await problemOf(answer(422, { code: 'offerRejected', reason: 'noVp8' }))).toMatchObject({ reason: 'noVp8' });
  });

  it('keeps the names of what it is about, and nothing else that may stand there', async () => {
    expect(await problemOf(answer(409, { code: 'conflict', fields: ['recordingDays', 7] }))).toMatchObject({ fields: ['recordingDays'] });
    expect(await problemOf(answer(409, { code: 'conflict', fields: 'all' }))).toMatchObject({ fields: [] });
  });

  it.each([
    [401, 'notSignedIn'],
    [404, 'notFound'],
    [413, 'payloadTooLarge'],
    [429, 'rateLimited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [418, 'unknown'],
  ])('falls back to the status %i', async (status, code) => {
    expect((await problemOf(new Response('<html>', { status }))).code).toBe(code);
    expect((await problemOf(answer(status, { code: 'neverHeardOf' }))).code).toBe(code);
  });

  it('knows what is worth trying again', () => {
    expect(new ApiProblem('network', 0).retryable).toBe(true);
    expect(new ApiProblem('unavailable', 503).retryable).toBe(true);
    expect(new ApiProblem('rateLimited', 429).retryable).toBe(true);
    expect(new ApiProblem('invalid', 422).retryable).toBe(false);
  });

  it('turns anything else thrown into one without words of its own', () => {
    expect(toProblem(new TypeError('x')).code).toBe('unknown');
  });
});

describe('requests', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('carry the CSRF belt and JSON when they change something', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response(null, { status: 204 })));
    vi.stubGlobal('fetch', fetched);
    await api.consent('s 1', 'recording', 'paused', 'v1');
    const [path, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(path).toBe('/api/sessions/s%201/consents');
    expect(init.headers).toMatchObject({ 'X-PsyCare': '1', 'Content-Type': 'application/json' });
    expect(init.body).toBe('{"kind":"recording","decision":"paused","textVersion":"v1"}');
  });

  it('say that the network is away when there is no answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.me()).rejects.toMatchObject({ code: 'network' });
  });
});
