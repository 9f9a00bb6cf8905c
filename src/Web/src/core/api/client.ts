import { request } from './http';
import type {
  AffectTrack,
  ConsentDecision,
  ConsentKind,
  Invite,
  InviteInfo,
  Me,
  MediaToken,
  Note,
  OpenSession,
  PatientDetail,
  PatientListItem,
  Review,
  SessionView,
} from './types';

const session = (id: string, tail = '') => `/api/sessions/${encodeURIComponent(id)}${tail}`;
const patient = (id: string, tail = '') => `/api/patients/${encodeURIComponent(id)}${tail}`;

/** The gateway's REST interface, one function a route. All of them throw `ApiProblem`. */
export const api = {
  signIn: (email: string, password: string, code: string | null) =>
    request<undefined>('POST', '/api/auth/sign-in', { body: { email, password, code } }),
  signOut: () => request<undefined>('POST', '/api/auth/sign-out'),
  me: (signal?: AbortSignal) => request<Me>('GET', '/api/auth/me', { signal }),

  inspectInvite: (token: string) => request<InviteInfo>('POST', '/api/invites/inspect', { body: { token } }),
  redeemInvite: (token: string) => request<{ sessionId: string }>('POST', '/api/invites/redeem', { body: { token } }),

  patients: (signal?: AbortSignal) => request<PatientListItem[]>('GET', '/api/patients', { signal }),
  createPatient: (displayName: string) => request<{ patientId: string }>('POST', '/api/patients', { body: { displayName } }),
  patient: (id: string, signal?: AbortSignal) => request<PatientDetail>('GET', patient(id), { signal }),
  createSession: (patientId: string, scheduledFor: string | null) =>
    request<{ sessionId: string }>('POST', patient(patientId, '/sessions'), { body: { scheduledFor } }),
  openSessions: (signal?: AbortSignal) => request<OpenSession[]>('GET', '/api/sessions/open', { signal }),
  invite: (id: string) => request<Invite>('POST', session(id, '/invite')),

  session: (id: string, signal?: AbortSignal) => request<SessionView>('GET', session(id), { signal }),
  admit: (id: string) => request<undefined>('POST', session(id, '/admit')),
  end: (id: string) => request<undefined>('POST', session(id, '/end')),
  putMarker: (id: string, markerId: string, body: { atMs: number; label: string }) =>
    request<undefined>('PUT', session(id, `/markers/${encodeURIComponent(markerId)}`), { body }),
  deleteMarker: (id: string, markerId: string) => request<undefined>('DELETE', session(id, `/markers/${encodeURIComponent(markerId)}`)),
  notes: (id: string, signal?: AbortSignal) => request<Note[]>('GET', session(id, '/notes'), { signal }),
  putNote: (id: string, noteId: string, body: { atMs: number; text: string; baseRevision: number }, keepalive = false) =>
    request<Note>('PUT', session(id, `/notes/${encodeURIComponent(noteId)}`), { body, keepalive }),
  review: (id: string, signal?: AbortSignal) => request<Review>('GET', session(id, '/review'), { signal }),
  affect: (id: string, signal?: AbortSignal) => request<AffectTrack>('GET', session(id, '/affect'), { signal }),

  mediaToken: (id: string) => request<MediaToken>('POST', session(id, '/media-token')),
  consent: (id: string, kind: ConsentKind, decision: ConsentDecision, textVersion: string) =>
    request<undefined>('POST', session(id, '/consents'), { body: { kind, decision, textVersion } }),
  enterWaitingRoom: (id: string) => request<undefined>('POST', session(id, '/waiting-room')),
};
