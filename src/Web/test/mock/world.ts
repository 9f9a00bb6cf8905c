import { randomUUID } from 'node:crypto';
import type {
  Absence,
  ConsentDecision,
  ConsentKind,
  Marker,
  Note,
  Phase,
  ProcessingState,
  SafetyDetails,
  SessionView,
  Sending,
  Suggestion,
} from '../../src/core/api/types.ts';
import { usualPlan } from '../../src/core/session/plan.ts';
import { defaultWorkspace } from '../../src/core/session/workspace.ts';

export interface MockSession {
  id: string;
  patientId: string;
  phase: Phase;
  version: number;
  scheduledFor: string | null;
  plannedMinutes: number;
  liveSince: number | null;
  endedAt: number | null;
  secret: string;
  used: boolean;
  expired: boolean;
  markers: Marker[];
  notes: Note[];
  processNotes: Note[];
  suggestions: Suggestion[];
  safety: SafetyDetails | null;
  consents: Map<ConsentKind, ConsentDecision>;
  present: { clinician: number; patient: number };
  /** How the patient went last. */
  gone?: Absence;
  sends: { clinician: Sending | null; patient: Sending | null };
  recorded: boolean;
}

export interface MockPatient {
  id: string;
  name: string;
  safety: SafetyDetails | null;
}

const home: SafetyDetails = {
  location: 'Via Garibaldi 12, Torino',
  callbackNumber: '+39 333 123 4567',
  contactName: 'Lucia Keller (sister)',
  contactNumber: '+39 011 555 0199',
};

const suggested = (): Suggestion[] => [
  { id: 's-3-95000', reason: 'longSilence', atMs: 95_000, durationMs: 15_800, state: 'open' },
  { id: 's-1-171000', reason: 'tensionBurst', atMs: 171_000, durationMs: 1100, state: 'open' },
];

/** A note as the gateway stores it. */
export const noteOf = (id: string, atMs: number, text: string, revision: number, updatedAt: string): Note => {
  return { id, atMs, text, revision, updatedAt, format: 'markdown', template: null, signedAt: null, amendments: [] };
};

const minute = 60_000;

/** Everything the mock knows; one per dev server. */
export class World {
  readonly patients: MockPatient[] = [];
  readonly sessions = new Map<string, MockSession>();
  readonly clinician = {
    clinicianId: 'c1',
    displayName: 'Dr. Elena Marchetti',
    practiceName: 'Studio Marchetti',
    roles: ['therapist', 'supervisor', 'administrator'],
  };
  readonly workspace = structuredClone(defaultWorkspace);
  listener: (session: MockSession) => void = () => undefined;

  constructor() {
    const anna = this.addPatient('p1', 'Anna Keller');
    const bruno = this.addPatient('p2', 'Bruno Ricci');
    const carla = this.addPatient('p3', 'Carla Weiss');
    this.addPatient('p4', 'David Okafor');
    for (const [i, name] of ['Emilia Novak', 'Farid Haddad', 'Greta Lindqvist', 'Hugo Martin'].entries())
      this.addPatient(`p${5 + i}`, name);
    this.addSession(anna, { id: 'live', phase: 'live', liveSince: Date.now() - 4 * minute, consented: true });
    this.addSession(bruno, { id: 'waiting', phase: 'waiting', consented: true });
    this.addSession(carla, { id: 'scheduled', phase: 'scheduled', scheduledFor: new Date(Date.now() + 90 * minute).toISOString() });
    for (const [i, days] of [7, 14, 21].entries()) {
      const start = Date.now() - days * 24 * 60 * minute;
      const ended = { phase: 'ended' as const, liveSince: start, endedAt: start + 3 * minute, consented: true, recorded: i !== 1 };
      const session = this.addSession(anna, { id: `ended${i + 1}`, ...ended });
      session.markers = [
        { id: 'm1', atMs: 21_000, label: 'Talks about the move' },
        { id: 'm2', atMs: 74_000, label: '' },
        { id: 'm3', atMs: 131_000, label: 'Long silence' },
      ];
      session.notes = [
        noteOf('n1', 12_000, 'Arrives tired, slept four hours. Mentions the new flat at once.', 2, new Date(start).toISOString()),
        noteOf('n2', 96_000, 'Smiles when she speaks of her sister; the smile stops at the word “home”.', 1, new Date(start).toISOString()),
      ];
    }
  }

  addPatient(id: string, name: string): MockPatient {
    const patient = { id, name, safety: id === 'p1' ? home : null };
    this.patients.push(patient);
    return patient;
  }

  addSession(
    patient: MockPatient,
    seed: {
      id?: string;
      phase?: Phase;
      scheduledFor?: string | null;
      plannedMinutes?: number;
      liveSince?: number;
      endedAt?: number;
      consented?: boolean;
      recorded?: boolean;
    },
  ): MockSession {
    const id = seed.id ?? randomUUID();
    const session: MockSession = {
      id,
      patientId: patient.id,
      phase: seed.phase ?? 'scheduled',
      version: 1,
      scheduledFor: seed.scheduledFor ?? null,
      plannedMinutes: seed.plannedMinutes ?? usualPlan,
      liveSince: seed.liveSince ?? null,
      endedAt: seed.endedAt ?? null,
      secret: 'secret',
      used: false,
      expired: false,
      markers: [],
      notes: [],
      processNotes: [],
      suggestions: seed.phase === 'live' ? suggested() : [],
      safety: seed.phase === 'live' || seed.phase === 'waiting' ? home : null,
      consents: new Map(
        seed.consented
          ? [
              ['call', 'granted'],
              ['recording', 'granted'],
              ['emotionAnalysis', 'granted'],
            ]
          : [],
      ),
      sends: { clinician: null, patient: null },
      present: { clinician: 0, patient: seed.phase === 'waiting' || seed.phase === 'live' ? 1 : 0 },
      recorded: seed.recorded ?? false,
    };
    this.sessions.set(id, session);
    return session;
  }

  name(session: MockSession): string {
    return this.patients.find((patient) => patient.id === session.patientId)?.name ?? '';
  }

  changed(session: MockSession): void {
    session.version += 1;
    this.listener(session);
  }

  clock(session: MockSession): number | null {
    if (session.liveSince === null) return null;
    return (session.endedAt ?? Date.now()) - session.liveSince;
  }

  state(session: MockSession, kind: ConsentKind): ProcessingState {
    const decision = session.consents.get(kind);
    if (decision === undefined) return 'notConsented';
    if (decision !== 'granted') return decision;
    return session.phase === 'live' ? 'active' : 'ready';
  }

  away({ present, gone, phase, liveSince }: MockSession): { patientAway?: Absence } {
    if (present.patient > 0 || phase === 'scheduled' || phase === 'ended') return {};
    if (phase === 'waiting' || (gone && Date.parse(gone.since) >= (liveSince ?? 0))) return gone ? { patientAway: gone } : {};
    return { patientAway: { why: 'notYet', since: iso(liveSince) ?? '' } };
  }

  view(session: MockSession, you: 'clinician' | 'patient'): SessionView {
    const shared = {
      sessionId: session.id,
      version: session.version,
      phase: session.phase,
      scheduledFor: session.scheduledFor,
      liveSince: iso(session.liveSince),
      endedAt: iso(session.endedAt),
      serverTime: new Date().toISOString(),
      clockMs: this.clock(session),
      patientPresent: session.present.patient > 0,
      clinicianPresent: session.present.clinician > 0,
      patientSends: session.sends.patient,
      clinicianSends: session.sends.clinician,
      recording: this.state(session, 'recording'),
      emotionAnalysis: this.state(session, 'emotionAnalysis'),
      you,
      clinicianName: this.clinician.displayName,
      practiceName: this.clinician.practiceName,
      supervision: session.consents.get('supervision') === 'granted',
      plannedMinutes: session.plannedMinutes,
      safetyConfirmed: session.safety !== null,
    };
    if (you === 'patient') return shared;
    const safety = session.safety ? { safety: { details: session.safety, at: new Date().toISOString() } } : {};
    const moments = { markers: [...session.markers], suggestions: session.suggestions, consents: [] };
    return { ...shared, patientId: session.patientId, patientName: this.name(session), ...this.away(session), ...moments, ...safety };
  }
}

export const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
