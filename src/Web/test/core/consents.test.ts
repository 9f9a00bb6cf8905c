import { describe, expect, it } from 'vitest';
import { decisionsFor } from '../../src/core/session/consents';
import { sessionOf, tokenOf } from '../../src/core/session/invite';

describe('consent decisions', () => {
  const none = { recording: 'notConsented', emotionAnalysis: 'notConsented', supervision: false } as const;

  it('grants only what was chosen; what was never granted needs no withdrawal', () => {
    expect(decisionsFor({ call: true, recording: false, emotionAnalysis: false, supervision: false }, none)).toEqual([
      { kind: 'call', decision: 'granted' },
    ]);
  });

  it('keeps them apart', () => {
    const decisions = decisionsFor({ call: true, recording: false, emotionAnalysis: true, supervision: false }, none);
    expect(decisions.map(({ kind }) => kind)).toEqual(['call', 'emotionAnalysis']);
  });

  it('withdraws what had been granted before', () => {
    const decisions = decisionsFor(
      { call: true, recording: false, emotionAnalysis: false, supervision: false },
      { ...none, recording: 'ready' },
    );
    expect(decisions).toContainEqual({ kind: 'recording', decision: 'withdrawn' });
  });

  it('gives and takes back supervision, whatever is going on', () => {
    const chosen = { call: false, recording: false, emotionAnalysis: false, supervision: true };
    expect(decisionsFor(chosen, none)).toEqual([{ kind: 'supervision', decision: 'granted' }]);
    expect(decisionsFor(chosen, { ...none, supervision: true })).toEqual([]);
    expect(decisionsFor({ ...chosen, supervision: false }, { ...none, supervision: true })).toEqual([
      { kind: 'supervision', decision: 'withdrawn' },
    ]);
  });

  it('asks for nothing that the practice’s policy forbids', () => {
    const decisions = decisionsFor(
      { call: true, recording: true, emotionAnalysis: true, supervision: false },
      { ...none, emotionAnalysis: 'forbidden' },
    );
    expect(decisions.map(({ kind }) => kind)).toEqual(['call', 'recording']);
  });
});

describe('invite link', () => {
  it('carries its token in the fragment', () => {
    expect(tokenOf('#abc.def')).toBe('abc.def');
    expect(tokenOf('')).toBeNull();
    expect(tokenOf('#')).toBeNull();
  });

  it('names its session before the last dot', () => {
    expect(sessionOf('abc.def')).toBe('abc');
  });

  it('bears a broken escape', () => {
    expect(tokenOf('#%E0%A4%A')).toBe('%E0%A4%A');
  });
});
