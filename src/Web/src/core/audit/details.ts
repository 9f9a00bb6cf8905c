import type { TFunction } from 'i18next';

/** Words of the log that the dictionaries have, as the gateway writes them. One that is not here yet is shown as it is. */
const words = [
  'session',
  'review',
  'recording',
  'affect',
  'notes',
  'process-notes',
  'markers',
  'report',
  'course',
  'safety',
  'clip',
  'clips',
  'my-page',
  'export',
  'erasure',
  'patient',
  'report-pdf',
  'report-csv',
  'course-pdf',
  'course-csv',
  'course-fhir',
  'care-ended',
  'care-goes-on',
  'issuer',
  'locked-out',
  'password',
  'signed-out',
  'signed-out-one',
  'signed-out-everywhere',
  'second-factor-reset',
  'disabled',
  'enabled',
  'supervisor',
  'invitation-withdrawn',
  'on',
  'off',
  'changed',
  'all-withdrawn',
] as const;

const roles = ['therapist', 'supervisor', 'administrator'] as const;
const switches = ['emotion-analysis', 'marker-suggestions', 'supervision-consent', 'second-factor', 'password-sign-in'] as const;
const consents = { call: 'call', recording: 'recording', 'emotion-analysis': 'emotionAnalysis', supervision: 'supervision' } as const;

// Of the product, 22 characters; of a browser, a UUID.
const id = /^(?:[\w-]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const keyId = /^[0-9a-f]{16,}$/;

/** Finds the name of a member by their id. */
export type NameOf = (id: string) => string | undefined;

/** What an entry's detail says, in words. */
export const detailWords = (detail: string, t: TFunction, nameOf: NameOf): string => knownWords(detail, t, nameOf) ?? detail;

/** Null where the dictionaries have no words for it. */
function knownWords(detail: string, t: TFunction, nameOf: NameOf): string | null {
  const word = words.find((known) => known === detail);
  if (word) return t(`audit.detail.${word}`);
  return (
    consentWords(detail, t) ??
    policyWords(detail, t) ??
    roleWords(detail, t) ??
    (keyId.test(detail) ? t('audit.key', { id: detail }) : null) ??
    (id.test(detail) ? who(detail, t, nameOf) : null) ??
    combined(detail, t, nameOf)
  );
}

const who = (member: string, t: TFunction, nameOf: NameOf) => nameOf(member) ?? t('audit.reference', { id: member });

/** What was done under an emergency access, or to whom. */
function combined(detail: string, t: TFunction, nameOf: NameOf): string | null {
  const glass = /^(.+)-break-glass$/.exec(detail);
  if (glass?.[1]) return t('audit.underBreakGlass', { what: detailWords(glass[1], t, nameOf) });
  const about = /^(.+)-([\w-]{22})$/.exec(detail);
  const what = about?.[1] ? knownWords(about[1], t, nameOf) : null;
  return what && about?.[2] ? `${what}: ${who(about[2], t, nameOf)}` : null;
}

function consentWords(detail: string, t: TFunction): string | null {
  const [, kind, decision] = /^(call|recording|emotion-analysis|supervision)-(granted|paused|withdrawn)$/.exec(detail) ?? [];
  if (!kind || !decision) return null;
  return `${t(`me.kind.${consents[kind as keyof typeof consents]}`)}: ${t(`me.decision.${decision as 'granted' | 'paused' | 'withdrawn'}`)}`;
}

function policyWords(detail: string, t: TFunction): string | null {
  const days = /^retention-(\d+)-(\d+)-(\d+)-(\d+)$/.exec(detail);
  if (days) return t('audit.retention', { recording: days[1], affect: days[2], record: days[3], notice: days[4] });
  const lines = /^crisis-lines-(\d+)$/.exec(detail);
  if (lines) return t('audit.crisisLines', { count: Number(lines[1]) });
  const emergency = /^emergency-number-(.+)$/.exec(detail);
  if (emergency) return t('audit.emergencyNumber', { number: emergency[1] });
  const rules = /^jurisdiction-(.+)$/.exec(detail);
  if (rules) return t('audit.jurisdiction', { code: rules[1] });
  const [, what, state] = /^(.+)-(on|off)$/.exec(detail) ?? [];
  const known = switches.find((name) => name === what);
  return known ? `${t(`audit.switch.${known}`)}: ${t(`audit.detail.${state as 'on' | 'off'}`)}` : null;
}

function roleWords(detail: string, t: TFunction): string | null {
  const [, list, issuer] = /^roles((?:-(?:therapist|supervisor|administrator))*)(-by-issuer)?$/.exec(detail) ?? [];
  if (list === undefined) return null;
  const held = roles.filter((role) => list.split('-').includes(role)).map((role) => t(`audit.role.${role}`));
  const words = t('audit.roles', { roles: held.length > 0 ? held.join(', ') : t('audit.role.none') });
  return issuer ? `${words} · ${t('audit.detail.issuer')}` : words;
}
