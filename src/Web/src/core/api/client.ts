import { request } from './http';
import type {
  AffectTrack,
  ConsentDecision,
  ConsentKind,
  Indicator,
  Invite,
  InviteInfo,
  MarkerCategory,
  Me,
  MediaToken,
  Note,
  NoteKind,
  NoteRevision,
  NoteTemplate,
  OpenSession,
  PatientDetail,
  PatientListItem,
  Review,
  SafetyDetails,
  SessionView,
  Workspace,
} from './types';

const session = (id: string, tail = '') => `/api/sessions/${encodeURIComponent(id)}${tail}`;
const book = (id: string, kind: NoteKind, noteId?: string, tail = '') =>
  session(id, (kind === 'process' ? '/process-notes' : '/notes') + (noteId ? `/${encodeURIComponent(noteId)}${tail}` : ''));
const patient = (id: string, tail = '') => `/api/patients/${encodeURIComponent(id)}${tail}`;

export interface NoteBody {
  atMs: number;
  text: string;
  baseRevision: number;
  template: string | null;
}

/** The gateway's REST interface, one function a route. All of them throw `ApiProblem`. */
export const api = {
  signIn: (email: string, password: string, code: string | null) =>
    request<undefined>('POST', '/api/auth/sign-in', { body: { email, password, code } }),
  /** Whom the practice's issuer named is told where to sign out there. */
  signOut: () => request<{ url: string } | undefined>('POST', '/api/auth/sign-out'),
  me: (signal?: AbortSignal) => request<Me>('GET', '/api/auth/me', { signal }),

  inspectInvite: (token: string) => request<InviteInfo>('POST', '/api/invites/inspect', { body: { token } }),
  redeemInvite: (token: string, passcode: string | null = null) =>
    request<{ sessionId: string }>('POST', '/api/invites/redeem', { body: { token, passcode } }),

  patients: (signal?: AbortSignal) => request<PatientListItem[]>('GET', '/api/patients', { signal }),
  createPatient: (displayName: string) => request<{ patientId: string }>('POST', '/api/patients', { body: { displayName } }),
  patient: (id: string, signal?: AbortSignal) => request<PatientDetail>('GET', patient(id), { signal }),
  createSession: (patientId: string, scheduledFor: string | null, plannedMinutes: number) =>
    request<{ sessionId: string }>('POST', patient(patientId, '/sessions'), { body: { scheduledFor, plannedMinutes } }),
  openSessions: (signal?: AbortSignal) => request<OpenSession[]>('GET', '/api/sessions/open', { signal }),
  invite: (id: string, passcode = false) => request<Invite>('POST', session(id, '/invite'), { body: { passcode } }),

  session: (id: string, signal?: AbortSignal) => request<SessionView>('GET', session(id), { signal }),
  admit: (id: string) => request<undefined>('POST', session(id, '/admit')),
  end: (id: string) => request<undefined>('POST', session(id, '/end')),
  putMarker: (id: string, markerId: string, body: { atMs: number; label: string; categoryId: string | null }) =>
    request<undefined>('PUT', session(id, `/markers/${encodeURIComponent(markerId)}`), { body }),
  deleteMarker: (id: string, markerId: string) => request<undefined>('DELETE', session(id, `/markers/${encodeURIComponent(markerId)}`)),
  dismissSuggestion: (id: string, suggestionId: string) =>
    request<undefined>('DELETE', session(id, `/suggestions/${encodeURIComponent(suggestionId)}`)),
  notes: (id: string, kind: NoteKind, signal?: AbortSignal) => request<Note[]>('GET', book(id, kind), { signal }),
  putNote: (id: string, kind: NoteKind, noteId: string, body: NoteBody, keepalive = false) =>
    request<Note>('PUT', book(id, kind, noteId), { body, keepalive }),
  signNote: (id: string, kind: NoteKind, noteId: string, revision: number) =>
    request<Note>('POST', book(id, kind, noteId, '/sign'), { body: { revision } }),
  amendNote: (id: string, kind: NoteKind, noteId: string, amendmentId: string, text: string) =>
    request<Note>('PUT', book(id, kind, noteId, `/amendments/${encodeURIComponent(amendmentId)}`), { body: { text } }),
  noteHistory: (id: string, kind: NoteKind, noteId: string) => request<NoteRevision[]>('GET', book(id, kind, noteId, '/history')),

  workspace: (signal?: AbortSignal) => request<Workspace>('GET', '/api/workspace', { signal }),
  draftKey: () => request<{ key: string }>('GET', '/api/workspace/draft-key').then(({ key }) => key),
  setMarkerCategories: (body: MarkerCategory[]) => request<undefined>('PUT', '/api/workspace/marker-categories', { body }),
  hideIndicators: (body: Indicator[]) => request<undefined>('PUT', '/api/workspace/hidden-indicators', { body }),
  putTemplate: ({ id, name, text }: NoteTemplate) =>
    request<undefined>('PUT', `/api/workspace/templates/${encodeURIComponent(id)}`, { body: { name, text } }),
  removeTemplate: (id: string) => request<undefined>('DELETE', `/api/workspace/templates/${encodeURIComponent(id)}`),

  safety: (id: string, signal?: AbortSignal) =>
    request<{ last: SafetyDetails | null; confirmed: boolean }>('GET', session(id, '/safety'), { signal }),
  confirmSafety: (id: string, body: SafetyDetails) => request<undefined>('PUT', session(id, '/safety'), { body }),
  therapist: (id: string, signal?: AbortSignal) =>
    request<{ status: 'here' | 'withSomeone' | 'notYet' }>('GET', session(id, '/therapist'), { signal }),
  plan: (id: string, minutes: number) => request<undefined>('PUT', session(id, '/plan'), { body: { minutes } }),
  review: (id: string, signal?: AbortSignal) => request<Review>('GET', session(id, '/review'), { signal }),
  affect: (id: string, signal?: AbortSignal) => request<AffectTrack>('GET', session(id, '/affect'), { signal }),

  mediaToken: (id: string) => request<MediaToken>('POST', session(id, '/media-token')),
  consent: (id: string, kind: ConsentKind, decision: ConsentDecision, textVersion: string) =>
    request<undefined>('POST', session(id, '/consents'), { body: { kind, decision, textVersion } }),
  enterWaitingRoom: (id: string) => request<undefined>('POST', session(id, '/waiting-room')),
};
