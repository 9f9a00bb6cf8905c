import type { ConsentDecision, ConsentKind, ProcessingState } from '../api/types';

/**
 * Names the wording that the person agreed to; it goes up whenever a text of `join.consent` in the dictionaries changes its meaning.
 * The language is part of it: what was read is what was agreed to.
 */
export const consentTextVersion = (language: string) => `2026-11.2/${language}`;

export type ConsentChoices = Record<ConsentKind, boolean>;

/**
 * What to tell the gateway for a person's choices. Saying no to what was never granted needs no entry; saying no to what was granted
 * before is a withdrawal.
 */
export function decisionsFor(
  choices: ConsentChoices,
  now: { recording: ProcessingState; emotionAnalysis: ProcessingState; supervision: boolean },
): { kind: ConsentKind; decision: ConsentDecision }[] {
  const decisions: { kind: ConsentKind; decision: ConsentDecision }[] = [];
  if (choices.call) decisions.push({ kind: 'call', decision: 'granted' });
  for (const kind of ['recording', 'emotionAnalysis'] as const) {
    if (now[kind] === 'forbidden') continue;
    if (choices[kind]) decisions.push({ kind, decision: 'granted' });
    else if (now[kind] !== 'notConsented' && now[kind] !== 'withdrawn') decisions.push({ kind, decision: 'withdrawn' });
  }
  if (choices.supervision !== now.supervision)
    decisions.push({ kind: 'supervision', decision: choices.supervision ? 'granted' : 'withdrawn' });
  return decisions;
}
