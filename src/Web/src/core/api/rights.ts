import { request } from './http';
import type { ErasureRequest, LegalHold } from './keeping';
import type { ConsentDecision, ConsentEntry, ConsentKind, Phase, Segment } from './types';

/** A link to a patient's own page. */
export interface AccessLink {
  url: string;
  expiresAt: string;
  networkUrls: string[];
}

/** Something that exists, or existed, about the patient. */
export interface MyData {
  what: 'recording' | 'affect' | 'notes' | 'markers';
  lengthMs: number | null;
  count: number | null;
  deletedOn: string | null;
  erasedAt: string | null;
  held: boolean;
}

export interface MyClip {
  lengthMs: number;
  supervisorName: string;
  sharedAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

export interface MySession {
  sessionId: string;
  phase: Phase;
  scheduledFor: string | null;
  liveSince: string | null;
  endedAt: string | null;
  inForce: ConsentKind[];
  history: ConsentEntry[];
  data: MyData[];
  clips: MyClip[];
}

export interface MyAccess {
  at: string;
  sessionId: string;
  sessionAt: string | null;
  /** A name; null for the patient themselves. */
  who: string | null;
  what: string;
  under: string | null;
  reason: string | null;
}

export interface MyPage {
  patientName: string;
  practiceName: string;
  clinicianName: string;
  /** Newest first. */
  sessions: MySession[];
  /** Newest first. */
  accesses: MyAccess[];
  erasureAskedAt: string | null;
  erasure: ErasureRequest | null;
  /** Legal holds that stand. */
  holds: LegalHold[];
}

export interface ErasurePreview {
  recordings: number;
  affectTracks: number;
  held: number;
  notes: number;
}

export interface Supervisor {
  supervisorId: string;
  displayName: string;
}

/** A clip as the therapist sees it. */
export interface SharedClip {
  clipId: string;
  fromMs: number;
  toMs: number;
  supervisorName: string;
  reason: string;
  sharedAt: string;
  expiresAt: string;
  revokedAt: string | null;
  open: boolean;
}

/** A clip as its supervisor sees it. */
export interface Clip {
  sessionId: string;
  clipId: string;
  therapistName: string;
  sessionAt: string | null;
  lengthMs: number;
  reason: string;
  sharedAt: string;
  expiresAt: string;
}

export interface ClipPlay {
  clip: Clip;
  /** To be drawn over the pictures. */
  watermark: string;
  segments: Segment[];
}

export interface SealedSession {
  sessionId: string;
  at: string | null;
  phase: Phase;
}

export interface Alert {
  id: string;
  sessionId: string;
  therapistName: string;
  memberName: string;
  reason: string;
  openedAt: string;
  endsAt: string;
  new: boolean;
}

const id = encodeURIComponent;
const clips = (sessionId: string, tail = '') => `/api/sessions/${id(sessionId)}/clips${tail}`;

/** The gateway's interface for patients' rights, clips and emergency access; see client.ts. */
export const rights = {
  issueAccessLink: (patientId: string) => request<AccessLink>('POST', `/api/patients/${id(patientId)}/access-link`),
  revokeAccess: (patientId: string) => request<undefined>('DELETE', `/api/patients/${id(patientId)}/access-link`),
  redeemAccessLink: (token: string) => request<undefined>('POST', '/api/access/redeem', { body: { token } }),

  page: (signal?: AbortSignal) => request<MyPage>('GET', '/api/me', { signal }),
  decide: (sessionId: string, kind: ConsentKind, decision: ConsentDecision, textVersion: string) =>
    request<undefined>('POST', `/api/me/sessions/${id(sessionId)}/consents`, { body: { kind, decision, textVersion } }),
  join: (sessionId: string) => request<{ sessionId: string }>('POST', `/api/me/sessions/${id(sessionId)}/join`),
  previewErasure: (signal?: AbortSignal) => request<ErasurePreview>('GET', '/api/me/erasure', { signal }),
  erase: () => request<undefined>('POST', '/api/me/erasure'),
  exportUrl: '/api/me/export',

  supervisors: (signal?: AbortSignal) => request<Supervisor[]>('GET', '/api/supervisors', { signal }),
  sharedClips: (sessionId: string, signal?: AbortSignal) => request<SharedClip[]>('GET', clips(sessionId), { signal }),
  shareClip: (
    sessionId: string,
    clipId: string,
    body: { fromMs: number; toMs: number; supervisorId: string; days: number; reason: string },
  ) => request<SharedClip>('PUT', clips(sessionId, `/${id(clipId)}`), { body }),
  revokeClip: (sessionId: string, clipId: string) => request<undefined>('DELETE', clips(sessionId, `/${id(clipId)}`)),

  clips: (signal?: AbortSignal) => request<Clip[]>('GET', '/api/clips', { signal }),
  clip: (sessionId: string, clipId: string, signal?: AbortSignal) =>
    request<ClipPlay>('GET', `/api/clips/${id(sessionId)}/${id(clipId)}`, { signal }),

  therapists: (signal?: AbortSignal) => request<Supervisor[]>('GET', '/api/break-glass/therapists', { signal }),
  sealedSessions: (therapistId: string, signal?: AbortSignal) =>
    request<SealedSession[]>('GET', `/api/break-glass/therapists/${id(therapistId)}/sessions`, { signal }),
  breakGlass: (openingId: string, sessionId: string, reason: string) =>
    request<{ endsAt: string }>('POST', '/api/break-glass', { body: { id: openingId, sessionId, reason } }),
  closeGlass: (sessionId: string) => request<undefined>('POST', `/api/break-glass/${id(sessionId)}/close`),
  alerts: (signal?: AbortSignal) => request<Alert[]>('GET', '/api/break-glass/alerts', { signal }),
  alertsSeen: () => request<undefined>('POST', '/api/break-glass/alerts/seen'),
};
