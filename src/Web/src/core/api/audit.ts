import { request } from './http';

/** What is written to the audit log. One that is not here yet is shown by its own word. */
export const auditActions = [
  'signedIn',
  'signedOut',
  'signInRefused',
  'contentRead',
  'contentWritten',
  'consentDecided',
  'inviteRedeemed',
  'accessLinkIssued',
  'accessLinkRedeemed',
  'accessRevoked',
  'exported',
  'reportExported',
  'clipShared',
  'clipRevoked',
  'breakGlass',
  'breakGlassClosed',
  'erasureAsked',
  'erasureAnswered',
  'erased',
  'recordingSealed',
  'legalHoldSet',
  'legalHoldLifted',
  'supervisionRead',
  'memberInvited',
  'memberJoined',
  'memberChanged',
  'accountChanged',
  'identityConnected',
  'signedOutByIssuer',
  'policyChanged',
  'templatesChanged',
  'keysOpened',
  'keyRotated',
  'keysRewrapped',
  'keyRetired',
  'keysCopied',
  'keyRingProtected',
  'auditRead',
  'auditExported',
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  index: number;
  at: string;
  action: string;
  actorId: string;
  /** Null where it was no member: a patient, or the product itself. */
  actorName: string | null;
  sessionId: string | null;
  detail: string | null;
  /** The log it stands in, which says the process that wrote it; empty where there is but one. */
  log: string;
}

/** A log that the practice's entries stand in: each process keeps its own. */
export interface AuditLog {
  /** E.g. `gateways/10.0.0.5-8080`; empty where there is but one process. */
  name: string;
  /** Null where the log is not there, or does not open. */
  entries: number | null;
  newestAt: string | null;
  /** Whether the server that answers writes it. */
  own: boolean;
  /** Whether another file lay there while the server has followed it: what that held is not among the entries. */
  replaced?: boolean;
}

/** Newest first. */
export interface AuditPage {
  entries: AuditEntry[];
  /** Where to go on; null where there is nothing older. */
  before: string | null;
  /** How far back this page has looked. */
  searchedTo: string | null;
  /** An entry that does not open: the log was altered. */
  brokenAt: number | null;
  /** In which log. */
  brokenLog: string | null;
}

export interface AuditVerification {
  finding: 'intact' | 'altered' | 'rolledBack' | 'rewritten' | 'foreignHead';
  firstAltered: number | null;
  exportedHeads: number;
  size: number;
  /** Hexadecimal. */
  root: string;
  at: string;
  /** Null where another process signs that log. */
  head: string | null;
}

/** What is wanted; empty where a question is open. Days as `yyyy-mm-dd`, both included. */
export interface AuditWish {
  actor: string;
  patient: string;
  action: string;
  from: string;
  to: string;
}

export const everything: AuditWish = { actor: '', patient: '', action: '', from: '', to: '' };

/** The first moment of a day, in the reader's time zone. */
function startOf(day: string, plusDays: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + plusDays);
  return date.toISOString();
}

/** The wish as the address has it. */
export function auditQuery({ actor, patient, action, from, to }: AuditWish, before: string | null = null): string {
  const query = new URLSearchParams();
  if (actor) query.set('actor', actor);
  if (patient.trim()) query.set('patient', patient.trim());
  if (action) query.set('action', action);
  if (from) query.set('from', startOf(from, 0));
  if (to) query.set('to', startOf(to, 1));
  if (before !== null) query.set('before', before);
  return query.size > 0 ? `?${query.toString()}` : '';
}

const log = '/api/practice/audit';

/** The practice's audit log, for its administrators; see client.ts. */
export const auditApi = {
  read: (wish: AuditWish, before: string | null, signal?: AbortSignal) =>
    request<AuditPage>('GET', log + auditQuery(wish, before), { signal }),
  logs: (signal?: AbortSignal) => request<AuditLog[]>('GET', `${log}/logs`, { signal }),
  /** Checks the log of the server that answers. */
  verify: (signal?: AbortSignal) => request<AuditVerification>('GET', `${log}/verification`, { signal }),
  verifyOther: (name: string) => request<AuditVerification>('GET', `${log}/verification?${new URLSearchParams({ log: name }).toString()}`),
  compare: (size: number, root: string, name: string | null) =>
    request<{ continues: boolean }>('POST', `${log}/comparison`, { body: { size, root, log: name } }),
  exportUrl: (wish: AuditWish) => `${log}/export.csv${auditQuery(wish)}`,
};
