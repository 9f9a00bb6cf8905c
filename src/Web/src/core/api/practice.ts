import { request } from './http';
import type { NoteTemplate } from './types';

/** What a member of the practice may do; one person may hold several. */
export const memberRoles = ['therapist', 'supervisor', 'administrator'] as const;
export type MemberRole = (typeof memberRoles)[number];

export interface Account {
  email: string;
  displayName: string;
  roles: MemberRole[];
  hasSecondFactor: boolean;
  recoveryCodesLeft: number;
  secondFactorRequired: boolean;
  devices: Device[];
  hasPassword: boolean;
  /** Name of the practice's issuer, where there is one. */
  provider: string | null;
  /** Whether one signs in by it. */
  connected: boolean;
}

/** A browser that a member is signed in with. */
export interface Device {
  deviceId: string;
  name: string;
  signedInAt: string;
  lastSeenAt: string;
  here: boolean;
}

export interface Member {
  memberId: string;
  displayName: string;
  email: string;
  roles: MemberRole[];
  disabled: boolean;
  hasSecondFactor: boolean;
  lastSeenAt: string | null;
  you: boolean;
  /** For a therapist: whose group they are in. */
  supervisorId: string | null;
}

export interface Invitation {
  invitationId: string;
  email: string;
  roles: MemberRole[];
  expiresAt: string;
}

export interface InvitationLink {
  invitationId: string;
  url: string;
  expiresAt: string;
}

export interface MemberInvite {
  practiceName: string;
  email: string;
  roles: MemberRole[];
}

export const jurisdictions = ['eu-it', 'us-il', 'other'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

export interface Policy {
  jurisdiction: Jurisdiction;
  emotionAnalysis: boolean;
  markerSuggestions: boolean;
  supervisionNeedsConsent: boolean;
  secondFactorRequired: boolean;
  passwordSignInOff: boolean;
  /** Name of the practice's issuer, where there is one; not set here. */
  provider: string | null;
}

/** A telephone line for people in a crisis; `hours` is empty where it answers at any time. */
export interface CrisisLine {
  name: string;
  number: string;
  hours: string;
}

/** Whom the practice's patients can call. */
export interface Crisis {
  emergencyNumber: string;
  lines: CrisisLine[];
}

/** Most lines, and longest texts: as the gateway has them. */
export const crisisLimits = { lines: 4, text: 80, number: 40 };

const template = (id: string) => `/api/practice/templates/${encodeURIComponent(id)}`;
const member = (id: string, tail = '') => `/api/practice/members/${encodeURIComponent(id)}${tail}`;

/** The practice, its members, and one's own account. All of them throw `ApiProblem`. */
export const practiceApi = {
  account: (signal?: AbortSignal) => request<Account>('GET', '/api/account', { signal }),
  changePassword: (password: string, newPassword: string) =>
    request<undefined>('POST', '/api/account/password', { body: { password, newPassword } }),
  closeDevice: (id: string) => request<undefined>('DELETE', `/api/account/devices/${encodeURIComponent(id)}`),
  signOutEverywhere: () => request<undefined>('POST', '/api/account/sign-out-everywhere'),
  beginSecondFactor: (password: string) =>
    request<{ secret: string; uri: string }>('POST', '/api/account/second-factor', { body: { password } }),
  confirmSecondFactor: (code: string) => request<{ codes: string[] }>('POST', '/api/account/second-factor/confirm', { body: { code } }),
  removeSecondFactor: (password: string) => request<undefined>('POST', '/api/account/second-factor/remove', { body: { password } }),

  members: (signal?: AbortSignal) => request<Member[]>('GET', '/api/practice/members', { signal }),
  changeMember: (id: string, roles: MemberRole[], disabled: boolean) =>
    request<undefined>('PUT', member(id), { body: { roles, disabled } }),
  assignSupervisor: (id: string, supervisorId: string | null) =>
    request<undefined>('PUT', member(id, '/supervisor'), { body: { supervisorId } }),
  resetSecondFactor: (id: string) => request<undefined>('POST', member(id, '/reset-second-factor')),
  signMemberOut: (id: string) => request<undefined>('POST', member(id, '/sign-out')),
  invitations: (signal?: AbortSignal) => request<Invitation[]>('GET', '/api/practice/invitations', { signal }),
  inviteMember: (email: string, roles: MemberRole[]) =>
    request<InvitationLink>('POST', '/api/practice/invitations', { body: { email, roles } }),
  withdrawInvitation: (id: string) => request<undefined>('DELETE', `/api/practice/invitations/${encodeURIComponent(id)}`),
  inspectMemberInvite: (token: string) => request<MemberInvite>('POST', '/api/member-invites/inspect', { body: { token } }),
  acceptMemberInvite: (token: string, displayName: string, password: string) =>
    request<undefined>('POST', '/api/member-invites/accept', { body: { token, displayName, password } }),

  templates: (signal?: AbortSignal) => request<NoteTemplate[]>('GET', '/api/practice/templates', { signal }),
  putTemplate: ({ id, name, text }: NoteTemplate) => request<undefined>('PUT', template(id), { body: { name, text } }),
  removeTemplate: (id: string) => request<undefined>('DELETE', template(id)),
  orderTemplates: (ids: string[]) => request<undefined>('PUT', '/api/practice/templates', { body: ids }),

  policy: (signal?: AbortSignal) => request<Policy>('GET', '/api/practice/policy', { signal }),
  crisis: (signal?: AbortSignal) => request<Crisis>('GET', '/api/crisis-lines', { signal }),
  // `seen` is what the administrator had before them: what another changed meanwhile stays, and `conflict` says that it was the same.
  setCrisis: (crisis: Crisis, seen: Crisis) => request<Crisis>('PUT', '/api/practice/crisis-lines', { body: { ...crisis, seen } }),
  setPolicy: (policy: Policy, seen: Policy) => request<Policy>('PUT', '/api/practice/policy', { body: { ...policy, seen } }),
};
