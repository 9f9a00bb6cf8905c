import type { Account, Crisis, Invitation, Member, Policy } from '../../src/core/api/practice.ts';
import type { AuditEntry, AuditLog, AuditPage, AuditVerification } from '../../src/core/api/audit.ts';
import type { ErasureNotice, HeldPatient, Retention } from '../../src/core/api/keeping.ts';
import type { MediaOperations } from '../../src/core/api/operations.ts';
import type { NoteTemplate } from '../../src/core/api/types.ts';
import { ago, notMine, type Call } from './call.ts';

const members: Member[] = [
  member('c1', 'Dr. Elena Marchetti', ['therapist', 'supervisor', 'administrator'], { you: true, hasSecondFactor: true }),
  member('c2', 'Dr. Marco Rinaldi', ['therapist'], { supervisorId: 'c1', lastSeenAt: ago(0, 2) }),
  member('c3', 'Giulia Serra', ['administrator'], { lastSeenAt: ago(3) }),
  member('c4', 'Paolo Fontana', ['therapist'], { disabled: true }),
];
const invitations: Invitation[] = [{ invitationId: 'i1', email: 'sara.neri@studio.example', roles: ['therapist'], expiresAt: ago(-5) }];
const account: Account = {
  email: 'elena.marchetti@studio.example',
  displayName: 'Dr. Elena Marchetti',
  roles: ['therapist', 'supervisor', 'administrator'],
  hasSecondFactor: true,
  recoveryCodesLeft: 8,
  secondFactorRequired: true,
  devices: [
    { deviceId: 'd1', name: 'Chrome, Linux', signedInAt: ago(1), lastSeenAt: ago(0), here: true },
    { deviceId: 'd2', name: 'Safari, iPad', signedInAt: ago(12), lastSeenAt: ago(2), here: false },
  ],
  hasPassword: true,
  provider: 'Care ID',
  connected: false,
};
let policy: Policy = {
  jurisdiction: 'eu-it',
  emotionAnalysis: true,
  markerSuggestions: true,
  supervisionNeedsConsent: true,
  secondFactorRequired: true,
  passwordSignInOff: false,
  provider: 'Care ID',
};
let crisis: Crisis = {
  emergencyNumber: '112',
  lines: [
    { name: 'Telefono Amico', number: '02 2327 2327', hours: 'every day, 9 to 24' },
    { name: 'Samaritans Onlus', number: '06 77208977', hours: '' },
  ],
};
export const crisisNow = () => crisis;
let retention: Retention = { recordingDays: 90, affectDays: 365, recordDays: 3650, noticeDays: 14 };
let templates: NoteTemplate[] = [
  { id: 't1', name: 'First session', text: '## Reason for coming\n\n## History\n\n## Agreed' },
  { id: 't2', name: 'Risk assessment', text: '## Risk factors\n\n## Protective factors\n\n## Plan' },
];
const holds: HeldPatient[] = [{ patientId: 'p3', therapistName: 'Dr. Marco Rinaldi', holds: [hold(null), hold(ago(4))] }];

function member(id: string, displayName: string, roles: Member['roles'], more: Partial<Member>): Member {
  const email = `${displayName.split(' ').at(-1)?.toLowerCase() ?? id}@studio.example`;
  const rest = { disabled: false, hasSecondFactor: false, lastSeenAt: null, you: false, supervisorId: null };
  return { memberId: id, displayName, email, roles, ...rest, ...more };
}

function hold(liftedAt: string | null): HeldPatient['holds'][number] {
  return {
    holdId: liftedAt ? 'h2' : 'h1',
    reason: liftedAt ? 'Court of Turin, file 3/25' : 'Court of Milan, file 12/26',
    setByName: 'Giulia Serra',
    setAt: ago(30),
    liftedAt,
    liftedByName: liftedAt && 'Giulia Serra',
    liftReason: liftedAt && 'The court has closed the file',
  };
}

const notices = (): ErasureNotice[] => [
  {
    patientId: 'p1',
    patientName: null,
    what: 'recording',
    sessionId: 'ended1',
    sessionAt: ago(80),
    at: ago(-10),
    held: false,
    therapistName: 'Dr. Elena Marchetti',
  },
  {
    patientId: 'p3',
    patientName: null,
    what: 'patient',
    sessionId: null,
    sessionAt: null,
    at: ago(-12),
    held: true,
    therapistName: 'Dr. Marco Rinaldi',
  },
];

const entry = (index: number, action: string, actorId = 'c1'): AuditEntry => ({
  index,
  at: ago(index % 9, index % 7),
  action,
  actorId,
  actorName: members.find(({ memberId }) => memberId === actorId)?.displayName ?? null,
  sessionId: action === 'contentRead' ? 'ended1' : null,
  detail: null,
  log: index % 3 === 0 ? 'gateways/10.0.0.6-8080' : 'gateways/10.0.0.5-8080',
});
const actions = [
  'signedIn',
  'contentRead',
  'reportExported',
  'policyChanged',
  'consentDecided',
  'signInRefused',
  'legalHoldSet',
  'breakGlass',
];
const auditPage = (): AuditPage => ({
  entries: Array.from({ length: 24 }, (_, i) => entry(240 - i, actions[i % actions.length] ?? 'signedIn', i % 5 === 4 ? 'patient' : 'c1')),
  before: null,
  searchedTo: ago(9),
  brokenAt: null,
  brokenLog: null,
});
const verification = (): AuditVerification => ({
  finding: 'intact',
  firstAltered: null,
  exportedHeads: 3,
  size: 241,
  root: 'ab12cd34'.repeat(8),
  at: new Date().toISOString(),
  head: Buffer.from('a signed head').toString('base64'),
});
const auditLogs = (): AuditLog[] => [
  { name: 'gateways/10.0.0.5-8080', entries: 241, newestAt: ago(0), own: true },
  { name: '10.0.0.7-8080', entries: null, newestAt: null, own: false },
  { name: 'gateways/10.0.0.6-8080', entries: 118, newestAt: ago(0, 1), own: false },
  { name: 'silos/10.0.0.3-11111', entries: 1204, newestAt: ago(1), own: false, replaced: true },
  { name: 'operator', entries: 1, newestAt: ago(20), own: false },
];

let packets = 120_000;
function operations(): MediaOperations {
  packets += 2400;
  return {
    at: new Date().toISOString(),
    totals: {
      datagramsIn: packets,
      datagramsOut: packets,
      rtpReceived: packets,
      rtpRestored: Math.round(packets / 900),
      rtpLost: Math.round(packets / 9000),
      rtpSent: packets,
      rtpResent: Math.round(packets / 700),
      keyframesAskedFor: 14,
      layerChanges: 14,
      framesRecorded: Math.round(packets / 3),
      framesUnrecorded: 0,
      framesWaiting: 2,
      framesTapped: Math.round(packets / 9),
      dropped: { UnknownAddress: 12, Replayed: 31 },
    },
    quality: {
      connecting: 1,
      connected: 8,
      overTcp: 1,
      disconnected: 0,
      roundTrip: { median: 0.034, p95: 0.12 },
      jitter: { median: 0.004, p95: 0.019 },
      sendLoss: { median: 0.002, p95: 0.021 },
      viewers: { whole: 6, part: 1, none: 1 },
    },
    framesTooLate: 7,
    hasRelay: true,
  };
}

/** What is to be kept of an edit; nobody else edits here. */
const edited = async <T>(body: Call['body']): Promise<T> => {
  const sent = await body();
  delete sent.seen;
  return sent as T;
};

/** Account, practice and operations: what an administrator sees. */
export async function practice({ key, id, body }: Call): Promise<unknown> {
  switch (key) {
    case 'GET account':
      return account;
    case 'GET account/passkeys':
      return [{ passkeyId: 'k1', name: 'Laptop', addedAt: ago(20), lastUsedAt: ago(0, 3), backedUp: true }];
    case 'POST account/second-factor':
      return { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/PsyCare:demo?secret=JBSWY3DPEHPK3PXP&issuer=PsyCare' };
    case 'POST account/second-factor/confirm':
      return { codes: Array.from({ length: 10 }, (_, i) => `abcd-efgh-jkmn-pqr${i}`) };
    case 'GET practice/members':
      return members;
    case 'GET practice/invitations':
      return invitations;
    case 'POST practice/invitations':
      return { invitationId: 'i2', url: 'http://localhost:5173/welcome#i2.secret', expiresAt: ago(-7) };
    case 'GET practice/policy':
      return policy;
    case 'PUT practice/policy':
      return (policy = await edited<Policy>(body));
    case 'PUT practice/crisis-lines':
      return (crisis = await edited<Crisis>(body));
    case 'GET practice/retention':
      return retention;
    case 'PUT practice/retention':
      return (retention = await edited<Retention>(body));
    case 'GET practice/retention/notices':
      return notices();
    case 'GET practice/holds':
      return holds;
    case 'GET practice/templates':
      return templates;
    case 'PUT practice/templates': {
      const order = (await body()) as unknown as string[];
      templates = order.flatMap((wanted) => templates.filter((template) => template.id === wanted));
      return undefined;
    }
    case `PUT practice/templates/${id}`: {
      const sent = { ...((await body()) as unknown as NoteTemplate), id };
      templates = templates.some((template) => template.id === id)
        ? templates.map((template) => (template.id === id ? sent : template))
        : [...templates, sent];
      return undefined;
    }
    case `DELETE practice/templates/${id}`:
      templates = templates.filter((template) => template.id !== id);
      return undefined;
    case 'GET practice/audit':
      return auditPage();
    case 'GET practice/audit/logs':
      return auditLogs();
    case 'GET practice/audit/verification':
      return verification();
    case 'POST practice/audit/comparison':
      return { continues: true };
    case 'GET operations/media':
      return operations();
    default:
      return /^(account|practice)\//.test(key.split(' ')[1] ?? '') ? undefined : notMine;
  }
}
