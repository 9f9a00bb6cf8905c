import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Absence, Sending } from '../../src/core/api/types.ts';
import { sampleAt } from './affect.ts';
import { principalOf, type Principal } from './rest.ts';
import type { MockSession, World } from './world.ts';

const separator = '\u001e';
const samplesEveryMs = 100;

interface Message {
  type?: number;
  invocationId?: string;
  target?: string;
  arguments?: unknown[];
  protocol?: string;
}

/** SignalR's JSON protocol over a WebSocket, as much of it as the client uses. */
export function serveHub(world: World, server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  const joined = new Map<WebSocket, { session: MockSession; role: 'clinician' | 'patient' }>();
  const send = (socket: WebSocket, message: unknown) => socket.send(JSON.stringify(message) + separator);
  const push = (socket: WebSocket, target: string, argument: unknown) => send(socket, { type: 1, target, arguments: [argument] });

  world.listener = (session) => {
    for (const [socket, member] of joined) if (member.session === session) push(socket, 'session', world.view(session, member.role));
  };

  const leave = (socket: WebSocket, why: Absence['why']) => {
    const member = joined.get(socket);
    joined.delete(socket);
    if (!member) return;
    member.session.present[member.role] -= 1;
    if (member.role === 'patient') member.session.gone = { why, since: new Date().toISOString() };
    world.changed(member.session);
  };

  const onMessage = (socket: WebSocket, who: NonNullable<Principal>, message: Message) => {
    if (message.protocol) {
      socket.send(`{}${separator}`);
      return;
    }
    if (message.type === 6) {
      send(socket, { type: 6 });
      return;
    }
    const member = joined.get(socket);
    if (message.target === 'Tell' && member) {
      member.session.sends[member.role] = message.arguments?.[0] as Sending;
      send(socket, { type: 3, invocationId: message.invocationId, result: null });
      world.changed(member.session);
      return;
    }
    if (message.target === 'Leave' && member) {
      leave(socket, 'left');
      send(socket, { type: 3, invocationId: message.invocationId, result: null });
      return;
    }
    const session = world.sessions.get(String(message.arguments?.[0]));
    if (message.target !== 'Join' || !session) return undefined;
    joined.set(socket, { session, role: who.role });
    session.present[who.role] += 1;
    send(socket, {
      type: 3,
      invocationId: message.invocationId,
      result: { session: world.view(session, who.role), affect: missed(world, session) },
    });
    world.changed(session);
  };

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const who = principalOf(request);
    if (!request.url?.startsWith('/hubs/session') || !who) return;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (raw: Buffer) => {
        for (const part of raw.toString().split(separator).filter(Boolean)) onMessage(webSocket, who, JSON.parse(part) as Message);
      });
      webSocket.on('close', () => leave(webSocket, 'lost'));
    });
  });

  setInterval(() => {
    for (const [socket, { session, role }] of joined) {
      const clock = world.clock(session);
      if (role === 'clinician' && clock !== null && world.state(session, 'emotionAnalysis') === 'active') {
        if (Math.floor(clock / samplesEveryMs) % 10 === 0) push(socket, 'talk', talkAt(clock));
        push(socket, 'affect', [sampleAt(Math.floor(clock / samplesEveryMs), clock)]);
      }
    }
  }, samplesEveryMs).unref();
}

const talkAt = (clock: number) => ({
  clinicianMs: clock * 0.31,
  patientMs: clock * 0.44,
  silentForMs: clock % 30_000 > 24_000 ? (clock % 30_000) - 24_000 : 0,
  turn: clock % 30_000 > 24_000 ? null : { speaker: clock % 30_000 > 9000 ? 'patient' : 'clinician', lengthMs: clock % 9000 },
});

function missed(world: World, session: MockSession) {
  const clock = world.clock(session);
  if (clock === null || world.state(session, 'emotionAnalysis') !== 'active') return [];
  const last = Math.floor(clock / samplesEveryMs);
  const first = Math.max(1, last - 600);
  return Array.from({ length: last - first }, (_, i) => sampleAt(first + i, (first + i) * samplesEveryMs));
}
