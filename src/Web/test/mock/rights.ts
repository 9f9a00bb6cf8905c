import type { Alert, Clip, MyPage, SharedClip } from '../../src/core/api/rights.ts';
import type { FigureCell, GroupMonth } from '../../src/core/api/supervision.ts';
import { ago, notMine, type Call } from './call.ts';
import type { World } from './world.ts';

const clip: Clip = {
  sessionId: 'ended1',
  clipId: 'k1',
  therapistName: 'Dr. Marco Rinaldi',
  sessionAt: ago(7),
  lengthMs: 90_000,
  reason: 'How could I have held this silence?',
  sharedAt: ago(2),
  expiresAt: ago(-5),
};
const alerts: Alert[] = [
  {
    id: 'a1',
    sessionId: 'ended2',
    therapistName: 'Dr. Marco Rinaldi',
    memberName: 'Giulia Serra',
    reason: 'The patient cannot be reached; the police ask for the address given.',
    openedAt: ago(1),
    endsAt: ago(0, 23),
    new: false,
  },
];
let shared: SharedClip[] = [];

const cell = (kind: FigureCell['kind'], category: FigureCell['category'], sessions: number | null): FigureCell => ({
  kind,
  category,
  sessions,
});
const month = (name: string): GroupMonth => ({
  month: name,
  therapists: 6,
  cells: [
    cell('outcome', 'held', 180),
    cell('outcome', 'noShow', 15),
    cell('outcome', 'cancelled', null),
    cell('recording', 'granted', 120),
    cell('recording', 'notGranted', 60),
    cell('analysis', 'granted', 95),
    cell('analysis', 'notGranted', 85),
    cell('reading', 'good', 60),
    cell('reading', 'fair', 25),
    cell('reading', 'poor', null),
    cell('reading', 'unknown', null),
    cell('notes', 'withinDay', 120),
    cell('notes', 'withinThreeDays', 40),
    cell('notes', 'later', 20),
    cell('notes', 'notSigned', null),
  ],
});

function myPage(world: World): MyPage {
  const sessions = [...world.sessions.values()].filter(({ patientId }) => patientId === 'p1');
  return {
    patientName: 'Anna Keller',
    practiceName: world.clinician.practiceName,
    clinicianName: world.clinician.displayName,
    sessions: sessions.map(({ id, phase, scheduledFor, liveSince, endedAt, recorded, notes, markers }) => ({
      sessionId: id,
      phase,
      scheduledFor,
      liveSince: liveSince === null ? null : new Date(liveSince).toISOString(),
      endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
      inForce: ['call', 'recording', 'emotionAnalysis'],
      history: [{ kind: 'recording', decision: 'granted', textVersion: '2026-11/en', at: ago(7) }],
      data: [
        ...(recorded
          ? [{ what: 'recording' as const, lengthMs: 180_000, count: null, deletedOn: ago(-60), erasedAt: null, held: false }]
          : []),
        { what: 'affect', lengthMs: null, count: null, deletedOn: null, erasedAt: null, held: false },
        { what: 'notes', lengthMs: null, count: notes.length, deletedOn: null, erasedAt: null, held: false },
        { what: 'markers', lengthMs: null, count: markers.length, deletedOn: null, erasedAt: null, held: false },
      ],
      clips: [],
    })),
    accesses: [
      { at: ago(1), sessionId: 'ended1', sessionAt: ago(7), who: world.clinician.displayName, what: 'review', under: null, reason: null },
      { at: ago(2), sessionId: 'ended1', sessionAt: ago(7), who: null, what: 'export', under: null, reason: null },
      {
        at: ago(3),
        sessionId: 'ended2',
        sessionAt: ago(14),
        who: 'Giulia Serra',
        what: 'opened',
        under: 'emergency',
        reason: alerts[0]?.reason ?? '',
      },
    ],
    erasureAskedAt: null,
    erasure: null,
    holds: [],
  };
}

/** The patient's page, clips, emergency access, supervision. */
export async function rights(world: World, { key, id, of, body }: Call): Promise<unknown> {
  switch (key) {
    case 'GET me':
      return myPage(world);
    case 'GET me/erasure':
      return { recordings: 2, affectTracks: 3, held: 0, notes: 6 };
    case 'POST me/erasure':
      return undefined;
    case `POST patients/${of}/access-link`:
      return { url: `http://localhost:5173/me#${of}.secret`, expiresAt: ago(-7), networkUrls: [] };
    case 'GET supervisors':
      return [{ supervisorId: 'c1', displayName: 'Dr. Elena Marchetti' }];
    case `GET sessions/${of}/clips`:
      return shared;
    case `PUT sessions/${of}/clips/${id}`: {
      const { fromMs, toMs, reason } = (await body()) as { fromMs: number; toMs: number; reason: string };
      const made = { supervisorName: 'Dr. Elena Marchetti', sharedAt: ago(0), expiresAt: ago(-7), revokedAt: null, open: true };
      shared = [...shared, { clipId: id, fromMs, toMs, reason, ...made }];
      return shared.at(-1);
    }
    case `DELETE sessions/${of}/clips/${id}`:
      shared = shared.filter(({ clipId }) => clipId !== id);
      return undefined;
    case 'GET clips':
      return [clip];
    case 'GET clips/ended1/k1':
      return { clip, watermark: 'Dr. Elena Marchetti', segments: [] };
    case 'GET break-glass/therapists':
      return [{ supervisorId: 'c2', displayName: 'Dr. Marco Rinaldi' }];
    case 'GET break-glass/therapists/c2/sessions':
      return [{ sessionId: 'ended2', at: ago(14), phase: 'ended' }];
    case 'POST break-glass':
      return { endsAt: ago(0, -1) };
    case 'GET break-glass/alerts':
      return alerts;
    case 'POST break-glass/alerts/seen':
      return undefined;
    case 'GET supervision/months':
      return ['2026-10', '2026-09', '2026-08'];
    case `GET supervision/months/${id}`:
      return month(id);
    default:
      return notMine;
  }
}
