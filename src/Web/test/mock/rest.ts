import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
  ConsentDecision,
  ConsentKind,
  MarkerCategory,
  Note,
  NoteTemplate,
  SafetyDetails,
  Indicator,
} from '../../src/core/api/types.ts';
import { trackOf } from './affect.ts';
import { notMine } from './call.ts';
import { crisisNow, practice } from './practice.ts';
import { reports } from './reports.ts';
import { rights } from './rights.ts';
import { iso, noteOf, type MockSession, type World } from './world.ts';

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

type Json = Record<string, unknown>;
export type Principal = { role: 'clinician' } | { role: 'patient'; sessionId: string } | null;

export function principalOf(request: IncomingMessage): Principal {
  const cookie = /psycare=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (cookie === 'clinician') return { role: 'clinician' };
  return cookie?.startsWith('patient:') ? { role: 'patient', sessionId: cookie.slice(8) } : null;
}

/** Answers one REST call of spec and test; false when it is none of its own. */
export async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://mock');
  if (!url.pathname.startsWith('/api/')) return false;
  try {
    const result = await route(world, request, response, url);
    if (response.writableEnded || response.headersSent) return true;
    if (result === undefined) response.writeHead(204).end();
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(result));
  } catch (error) {
    const { status, code } = error instanceof Refused ? error : { status: 500, code: 'unavailable' };
    response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ status, code }));
  }
  return true;
}

async function route(world: World, request: IncomingMessage, response: ServerResponse, url: URL): Promise<unknown> {
  const parts = url.pathname.split('/').slice(2);
  const key = `${request.method} ${parts[0]}`;
  if (request.method !== 'GET' && parts[0] !== 'whip' && request.headers['x-psycare'] !== '1') throw new Refused(403, 'forbidden');
  if (parts[0] === 'auth') return auth(world, request, response, parts[1]);
  if (parts[0] === 'invites') return invites(world, request, response, parts[1]);
  if (parts[0] === 'crisis-lines') return crisisNow();
  if (parts[0] === 'whip') {
    whip(request, response);
    return;
  }
  const who = principalOf(request);
  if (!who) throw new Refused(401, 'notSignedIn');
  const call = { key: `${request.method} ${parts.join('/')}`, id: parts.at(-1) ?? '', of: parts[1] ?? '', body: () => body(request) };
  for (const result of [reports(world, call), await rights(world, call), await practice(call)]) if (result !== notMine) return result;
  if (key === 'GET patients' && parts.length === 1) return world.patients.map((patient) => listItem(world, patient.id));
  if (key === 'POST patients' && parts.length === 1) {
    const patient = world.addPatient(randomUUID(), String((await body(request)).displayName));
    return { patientId: patient.id, displayName: patient.name };
  }
  if (parts[0] === 'patients') return patient(world, request, parts);
  if (key === 'GET retention') return [];
  if (parts[0] === 'workspace') return workspace(world, request, parts);
  if (key === 'GET sessions' && parts[1] === 'open') return open(world);
  if (parts[0] === 'sessions') return session(world, request, response, parts, who);
  throw new Refused(404, 'notFound');
}

async function auth(world: World, request: IncomingMessage, response: ServerResponse, what: string | undefined): Promise<unknown> {
  const who = principalOf(request);
  if (what === 'methods') return { password: true, provider: 'Care ID' };
  if (what === 'me') {
    if (!who) throw new Refused(401, 'notSignedIn');
    return who.role === 'clinician' ? { role: 'clinician', ...world.clinician } : who;
  }
  if (what === 'sign-in') {
    if ((await body(request)).password !== 'demo') throw new Refused(401, 'signInFailed');
    cookie(response, 'clinician');
  }
  if (what === 'sign-out') response.setHeader('Set-Cookie', 'psycare=; Path=/; Max-Age=0');
  return undefined;
}

async function invites(world: World, request: IncomingMessage, response: ServerResponse, what: string | undefined): Promise<unknown> {
  const token = String((await body(request)).token);
  const found = world.sessions.get(token.slice(0, token.lastIndexOf('.')));
  if (token.endsWith('.used')) throw new Refused(410, 'inviteUsed');
  if (token.endsWith('.expired')) throw new Refused(410, 'inviteExpired');
  if (!found || !token.endsWith(found.secret)) throw new Refused(404, 'inviteUnknown');
  if (what === 'inspect') {
    const { practiceName, displayName } = world.clinician;
    return { practiceName, clinicianName: displayName, scheduledFor: found.scheduledFor, phase: found.phase, needsPasscode: false };
  }
  cookie(response, `patient:${found.id}`);
  return { sessionId: found.id };
}

async function patient(world: World, request: IncomingMessage, parts: string[]): Promise<unknown> {
  const found = world.patients.find((candidate) => candidate.id === parts[1]);
  if (!found) throw new Refused(404, 'notFound');
  if (parts[2] === 'rights') return { careEndedAt: null, recordEndsAt: null, holds: [], erasure: null, events: [] };
  if (request.method === 'POST') {
    const { scheduledFor, plannedMinutes } = (await body(request)) as { scheduledFor: string | null; plannedMinutes: number };
    const created = world.addSession(found, { scheduledFor, plannedMinutes });
    return { sessionId: created.id };
  }
  const sessions = [...world.sessions.values()].filter((candidate) => candidate.patientId === found.id);
  return { patientId: found.id, displayName: found.name, sessions: sessions.map(summary) };
}

const summary = (found: MockSession) => ({
  sessionId: found.id,
  phase: found.phase,
  scheduledFor: found.scheduledFor,
  liveSince: iso(found.liveSince),
  endedAt: iso(found.endedAt),
  patientPresent: found.present.patient > 0,
});

function listItem(world: World, patientId: string): Json {
  const sessions = [...world.sessions.values()].filter((candidate) => candidate.patientId === patientId);
  const displayName = world.patients.find((candidate) => candidate.id === patientId)?.name;
  const last = sessions[0];
  return { patientId, displayName, lastSession: last ? summary(last) : null, sessionCount: sessions.length, asksErasure: false };
}

function open(world: World): Json[] {
  return [...world.sessions.values()]
    .filter((found) => found.phase !== 'ended')
    .map((found) => ({ ...summary(found), patientId: found.patientId, patientName: world.name(found) }));
}

async function session(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  parts: string[],
  who: NonNullable<Principal>,
): Promise<unknown> {
  const found = world.sessions.get(parts[1] ?? '');
  if (!found || (who.role === 'patient' && who.sessionId !== found.id)) throw new Refused(404, 'notFound');
  const what = `${request.method} ${parts[2] ?? ''}`;
  switch (what) {
    case 'GET ':
      return world.view(found, who.role);
    case 'POST invite': {
      const token = `${found.id}.${found.secret}`;
      const expiresAt = new Date(Date.now() + 3 * 24 * 3600_000).toISOString();
      return {
        token,
        passcode: null,
        networkUrls: [`https://192.168.1.20:5443/join#${token}`],
        url: `http://${request.headers.host ?? ''}/join#${token}`,
        expiresAt,
      };
    }
    case 'PUT plan':
      found.plannedMinutes = Number((await body(request)).minutes);
      world.changed(found);
      return;
    case 'POST admit':
      Object.assign(found, { phase: 'live', liveSince: Date.now() });
      {
        world.changed(found);
        return;
      }
    case 'POST end':
      Object.assign(found, { phase: 'ended', endedAt: Date.now() });
      {
        world.changed(found);
        return;
      }
    case 'POST waiting-room':
      if (found.consents.get('call') !== 'granted') throw new Refused(409, 'consentMissing');
      found.phase = 'waiting';
      {
        world.changed(found);
        return;
      }
    case 'POST consents': {
      const { kind, decision } = (await body(request)) as { kind: ConsentKind; decision: ConsentDecision };
      found.consents.set(kind, decision);
      world.changed(found);
      return;
    }
    case 'PUT markers': {
      const { atMs, label, categoryId } = (await body(request)) as { atMs: number; label: string; categoryId: string | null };
      found.markers = [...found.markers.filter((marker) => marker.id !== parts[3]), { id: parts[3] ?? '', atMs, label, categoryId }];
      answerSuggestion(found, parts[3], 'accepted');
      world.changed(found);
      return;
    }
    case 'DELETE markers':
      found.markers = found.markers.filter((marker) => marker.id !== parts[3]);
      {
        world.changed(found);
        return;
      }
    case 'DELETE suggestions':
      answerSuggestion(found, parts[3], 'dismissed');
      {
        world.changed(found);
        return;
      }
    case 'GET notes':
    case 'PUT notes':
    case 'POST notes':
      return notes(found, 'notes', request, parts);
    case 'GET process-notes':
    case 'PUT process-notes':
    case 'POST process-notes':
      return notes(found, 'processNotes', request, parts);
    case 'GET safety':
      return { last: world.patients.find(({ id }) => id === found.patientId)?.safety ?? null, confirmed: found.safety !== null };
    case 'PUT safety': {
      found.safety = (await body(request)) as unknown as SafetyDetails;
      world.changed(found);
      return;
    }
    case 'GET therapist':
      return { status: found.present.clinician > 0 ? 'here' : 'notYet' };
    case 'POST media-token':
      if (found.phase !== 'live') throw new Refused(409, 'wrongPhase');
      return { token: 'mock', whipUrl: `/api/whip/${found.id}`, expiresAt: new Date(Date.now() + 60_000).toISOString(), iceServers: [] };
    case 'GET review':
      return review(world, found);
    case 'GET affect':
      return trackOf(world.clock(found) ?? 0);
    case 'GET recording': {
      recording(request, response);
      return;
    }
    default:
      throw new Refused(404, 'notFound');
  }
}

function answerSuggestion(found: MockSession, id: string | undefined, state: 'accepted' | 'dismissed'): void {
  found.suggestions = found.suggestions.map((suggestion) => (suggestion.id === id ? { ...suggestion, state } : suggestion));
}

async function notes(found: MockSession, book: 'notes' | 'processNotes', request: IncomingMessage, parts: string[]): Promise<unknown> {
  const [id = '', what] = parts.slice(3);
  const note = found[book].find((candidate) => candidate.id === id);
  if (what === 'history') {
    return note ? [{ revision: note.revision, text: note.text, format: note.format, at: note.updatedAt }] : [];
  }
  if (request.method === 'GET') return found[book];
  const sent = await body(request);
  if (what === undefined) return putNote(found, book, id, sent);
  if (!note) throw new Refused(404, 'notFound');
  const changed: Note =
    what === 'sign'
      ? { ...note, signedAt: new Date().toISOString() }
      : { ...note, amendments: [...note.amendments, { id: parts[5] ?? '', text: String(sent.text), at: new Date().toISOString() }] };
  found[book] = found[book].map((other) => (other.id === id ? changed : other));
  return changed;
}

async function workspace(world: World, request: IncomingMessage, parts: string[]): Promise<unknown> {
  const own = world.workspace;
  if (parts[1] === 'draft-key') return { key: Buffer.alloc(32, 7).toString('base64') };
  if (request.method === 'GET') return own;
  const sent: unknown = request.method === 'PUT' ? await body(request) : null;
  if (parts[1] === 'marker-categories') own.markerCategories = sent as MarkerCategory[];
  if (parts[1] === 'hidden-indicators') own.hiddenIndicators = sent as Indicator[];
  if (parts[1] === 'templates') {
    own.templates = own.templates.filter(({ id }) => id !== parts[2]);
    if (sent) own.templates.push({ ...(sent as NoteTemplate), id: parts[2] ?? '' });
  }
  return undefined;
}

function putNote(found: MockSession, book: 'notes' | 'processNotes', id: string, sent: Json): unknown {
  const { atMs, text, baseRevision } = sent as { atMs: number; text: string; baseRevision: number };
  if (text.length > 20_000) throw new Refused(413, 'tooLarge');
  const before = found[book].find((note) => note.id === id);
  if (before?.signedAt) throw new Refused(409, 'noteSigned');
  if ((before?.revision ?? 0) !== baseRevision) throw new Refused(409, 'conflict');
  const note: Note = { ...noteOf(id, atMs, text, baseRevision + 1, new Date().toISOString()), template: before?.template ?? null };
  found[book] = [...found[book].filter((other) => other.id !== id), note];
  return note;
}

function review(world: World, found: MockSession): Json {
  const durationMs = world.clock(found) ?? 0;
  const url = (name: string) => `/api/sessions/${found.id}/recording/${name}`;
  const segments = found.recorded
    ? [
        { segmentId: 'p1', participant: 'patient', startMs: 900, durationMs: 58_000, url: url('p1') },
        { segmentId: 'p2', participant: 'patient', startMs: 82_000, durationMs: durationMs - 82_000, url: url('p2') },
        { segmentId: 'c1', participant: 'clinician', startMs: 600, durationMs: durationMs - 600, url: url('c1') },
      ]
    : [];
  const accesses = [{ at: new Date().toISOString(), what: 'review', actor: 'you', under: null }];
  return {
    session: world.view(found, 'clinician'),
    patientName: world.name(found),
    durationMs,
    segments,
    faults: [],
    under: null,
    markers: found.markers,
    notes: found.notes,
    accesses,
  };
}

/** Any WebM file, named by MOCK_WEBM; without one the recording cannot be played, which the page has to bear as well. */
function recording(request: IncomingMessage, response: ServerResponse): void {
  const file = process.env.MOCK_WEBM ?? '';
  if (!existsSync(file)) throw new Refused(404, 'notFound');
  const { size } = statSync(file);
  const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? 'bytes=0-') ?? [];
  const end = to ? Number(to) : size - 1;
  const headers = { 'Content-Type': 'video/webm', 'Accept-Ranges': 'bytes', 'Content-Length': end - Number(from) + 1 };
  response.writeHead(206, { ...headers, 'Content-Range': `bytes ${from}-${end}/${size}` });
  createReadStream(file, { start: Number(from), end }).pipe(response);
}

/** There is no media server here: pages that want a picture replace RTCPeerConnection (test/mock/fakePeer.ts). */
function whip(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'DELETE') response.writeHead(200).end();
  else response.writeHead(201, { 'Content-Type': 'application/sdp', Location: `${request.url}/r1` }).end('v=0\r\n');
}

const cookie = (response: ServerResponse, value: string) =>
  response.setHeader('Set-Cookie', `psycare=${value}; Path=/; HttpOnly; SameSite=Strict`);

async function body(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Json;
}
