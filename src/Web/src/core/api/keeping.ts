import { request } from './http';
import type { ConsentKind } from './types';

/** How long a practice keeps what, days. */
export interface Retention {
  recordingDays: number;
  affectDays: number;
  recordDays: number;
  noticeDays: number;
}

/** Something that was announced to be erased. */
export interface ErasureNotice {
  patientId: string;
  /** For the patient's own therapist alone. */
  patientName: string | null;
  what: 'recording' | 'affect' | 'patient';
  sessionId: string | null;
  sessionAt: string | null;
  at: string;
  held: boolean;
  /** For administrators alone. */
  therapistName: string | null;
}

/** An order to keep everything of a patient. Names are null for the operator of the machine. */
export interface LegalHold {
  holdId: string;
  reason: string;
  setByName: string | null;
  setAt: string | null;
  liftedAt: string | null;
  liftedByName: string | null;
  liftReason: string | null;
}

export interface HeldPatient {
  patientId: string;
  therapistName: string;
  holds: LegalHold[];
}

/** A patient's wish that everything be erased, and the therapist's answer. */
export interface ErasureRequest {
  askedAt: string;
  answeredAt: string | null;
  answer: string | null;
}

/** What was taken back or erased: in the session (`stopped`), afterwards, kept by a hold, or at the end of its time. */
export interface RightsEvent {
  at: string;
  what: 'stopped' | 'withdrawn' | 'withheld' | 'expired';
  kind: ConsentKind;
  sessionId: string;
  sessionAt: string | null;
}

export interface PatientRights {
  careEndedAt: string | null;
  recordEndsAt: string | null;
  holds: LegalHold[];
  erasure: ErasureRequest | null;
  events: RightsEvent[];
}

const patient = (patientId: string, tail: string) => `/api/patients/${encodeURIComponent(patientId)}/${tail}`;
const hold = (patientId: string, holdId: string) => `/api/practice/holds/${encodeURIComponent(patientId)}/${encodeURIComponent(holdId)}`;

/** What is kept how long, what forbids erasing, and what patients ask for; see client.ts. */
export const keeping = {
  retention: (signal?: AbortSignal) => request<Retention>('GET', '/api/practice/retention', { signal }),
  /** @param seen What the administrator had before them; `conflict` where another changed it meanwhile. */
  setRetention: (retention: Retention, seen: Retention) =>
    request<Retention>('PUT', '/api/practice/retention', { body: { ...retention, seen } }),
  practiceNotices: (signal?: AbortSignal) => request<ErasureNotice[]>('GET', '/api/practice/retention/notices', { signal }),
  ownNotices: (signal?: AbortSignal) => request<ErasureNotice[]>('GET', '/api/retention/notices', { signal }),

  holds: (signal?: AbortSignal) => request<HeldPatient[]>('GET', '/api/practice/holds', { signal }),
  setHold: (patientId: string, holdId: string, reason: string) => request<undefined>('PUT', hold(patientId, holdId), { body: { reason } }),
  liftHold: (patientId: string, holdId: string, reason: string) =>
    request<undefined>('POST', `${hold(patientId, holdId)}/lift`, { body: { reason } }),
  setOwnHold: (patientId: string, holdId: string, reason: string) =>
    request<undefined>('PUT', patient(patientId, `holds/${encodeURIComponent(holdId)}`), { body: { reason } }),

  rights: (patientId: string, signal?: AbortSignal) => request<PatientRights>('GET', patient(patientId, 'rights'), { signal }),
  setCare: (patientId: string, ended: boolean) => request<undefined>('PUT', patient(patientId, 'care'), { body: { ended } }),
  answerErasure: (patientId: string, text: string) => request<undefined>('PUT', patient(patientId, 'erasure'), { body: { text } }),
  erasePatient: (patientId: string) => request<undefined>('POST', patient(patientId, 'erasure')),
};
