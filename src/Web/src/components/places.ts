import type { MemberRole } from '../core/api/practice';

interface Place {
  path: string;
  /** What stands in the navigation: a key of the namespace `nav`. */
  label:
    'caseload' | 'workspace' | 'supervision' | 'clips' | 'members' | 'policy' | 'templates' | 'audit' | 'calls' | 'emergency' | 'account';
  /** Who sees it, any of them; absent: every member. */
  role?: MemberRole | readonly MemberRole[];
}

/** Where a member can go, in the order of the navigation. A new page of a role is one line here and a route in App. */
export const places: readonly Place[] = [
  { path: '/', label: 'caseload', role: 'therapist' },
  { path: '/workspace', label: 'workspace', role: 'therapist' },
  { path: '/supervision', label: 'supervision', role: 'supervisor' },
  { path: '/clips', label: 'clips', role: 'supervisor' },
  { path: '/practice/members', label: 'members', role: 'administrator' },
  { path: '/practice/policy', label: 'policy', role: 'administrator' },
  { path: '/practice/templates', label: 'templates', role: 'administrator' },
  { path: '/practice/audit', label: 'audit', role: 'administrator' },
  { path: '/operations', label: 'calls', role: 'administrator' },
  { path: '/break-glass', label: 'emergency', role: ['supervisor', 'administrator'] },
  { path: '/account', label: 'account' },
];

/** The places of somebody with these roles. */
export const placesOf = (roles: readonly MemberRole[]) =>
  places.filter(({ role }) => !role || [role].flat().some((one) => roles.includes(one)));

/** Where somebody with these roles starts. */
export const homeOf = (roles: readonly MemberRole[]) => placesOf(roles)[0]?.path ?? '/account';
