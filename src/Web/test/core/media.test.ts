import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../src/core/api/problem';
import { restartedAnswer, restartFragment } from '../../src/core/media/iceRestart';
import { LocalMedia } from '../../src/core/media/localMedia';
import { disconnectedToleranceMs, MediaClient, restartPatienceMs } from '../../src/core/media/mediaClient';
import { Peer, type PeerListener } from '../../src/core/media/peer';
import { lookEveryMs } from '../../src/core/media/silenceWatch';
import { whipIsKnown, whipOffer, whipRestart } from '../../src/core/media/whip';
import { settle } from '../fixtures';

const token = { token: 'secret', whipUrl: '/api/whip/s1', expiresAt: '', iceServers: [] };

class FakeTrack extends EventTarget {
  muted = true;
  enabled = true;
  constructor(readonly kind: 'audio' | 'video') {
    super();
  }
  stop = vi.fn();
  hear(muted: boolean) {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

class FakeStream {
  constructor(private readonly tracks: FakeTrack[] = []) {}
  getTracks = () => this.tracks;
}

describe('WHIP', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('posts the offer with the bearer token and finds the resource beside it', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response('v=0 answer', { status: 201, headers: { Location: '/api/whip/s1/r7' } })));
    vi.stubGlobal('fetch', fetched);
    const answer = await whipOffer(token, 'v=0 offer');
    expect(answer).toEqual({ sdp: 'v=0 answer', resource: `${window.location.origin}/api/whip/s1/r7` });
    const [, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(init).toMatchObject({ method: 'POST', body: 'v=0 offer' });
    expect(init.headers).toMatchObject({ Authorization: 'Bearer secret', 'Content-Type': 'application/sdp' });
  });

  it('tells a rejected offer', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"code":"offerRejected","reason":"noVp8"}', { status: 422 })));
    await expect(whipOffer(token, '')).rejects.toMatchObject({ code: 'offerRejected', reason: 'noVp8' });
  });
});

describe('a lost gateway', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it.each([
    [204, true],
    [404, false],
  ])('is told by %i to a trickle without candidates', async (status, known) => {
    const fetched = vi.fn(() => Promise.resolve(new Response(null, { status })));
    vi.stubGlobal('fetch', fetched);
    expect(await whipIsKnown(token, '/api/whip/s1/r7')).toBe(known);
    const [, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(init).toMatchObject({ method: 'PATCH', body: '' });
    expect(init.headers).not.toHaveProperty('If-Match');
  });
});

describe('ICE restart', () => {
  afterEach(() => void vi.unstubAllGlobals());
  const ice = (ufrag: string) => `a=ice-ufrag:${ufrag}\r\na=ice-pwd:${ufrag}-password\r\n`;
  const sections = (ufrag: string, rest: string) =>
    `v=0\r\na=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n${ice(ufrag)}a=mid:0\r\n${rest}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n${ice(ufrag)}a=mid:1\r\n${rest}`;

  it('sends the bundle, its first section and the new parameters', () => {
    expect(restartFragment(sections('new', 'a=candidate:1 x\r\n'))).toBe(
      `a=group:BUNDLE 0 1\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n${ice('new')}`,
    );
  });

  it('changes parameters and candidates in every section of the answer and nothing else', () => {
    const fragment = `a=ice-lite\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n${ice('them2')}a=candidate:1 b\r\na=end-of-candidates\r\n`;
    const answer = sections('them', 'a=candidate:1 a\r\na=end-of-candidates\r\na=setup:passive\r\n');
    const moved = `${ice('them2')}a=candidate:1 b\r\na=end-of-candidates\r\n`;
    expect(restartedAnswer(answer, fragment)).toBe(sections('them', 'a=setup:passive\r\n').replaceAll(ice('them'), moved));
  });

  it('asks by PATCH, whatever ICE session there is', async () => {
    const fetched = vi.fn(() => Promise.resolve(new Response('a=ice-lite', { status: 200 })));
    vi.stubGlobal('fetch', fetched);
    expect(await whipRestart(token, '/api/whip/s1/r7', 'fragment')).toBe('a=ice-lite');
    const [url, init] = fetched.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe('/api/whip/s1/r7');
    expect(init).toMatchObject({ method: 'PATCH', body: 'fragment' });
    expect(init.headers).toMatchObject({ 'If-Match': '*', 'Content-Type': 'application/trickle-ice-sdpfrag' });
  });

  it('tells that the server knows the connection no longer', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"code":"notFound"}', { status: 404 })));
    await expect(whipRestart(token, '/r', '')).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('peer', () => {
  const calls: unknown[][] = [];
  class FakeConnection extends EventTarget {
    iceConnectionState = 'new';
    localDescription: unknown = null;
    refuseModes = false;
    transceiver = { sender: { replaceTrack: vi.fn() }, setCodecPreferences: vi.fn((codecs: unknown) => calls.push(['codecs', codecs])) };
    addTransceiver(kind: unknown, init: { sendEncodings?: { scalabilityMode?: string }[] }) {
      if (refuseModes && init.sendEncodings?.[0]?.scalabilityMode) throw new TypeError('unsupported');
      calls.push(['transceiver', kind, init]);
      return this.transceiver;
    }
    createOffer = () => Promise.resolve({ type: 'offer', sdp: 'v=0' });
    setLocalDescription = (description: unknown) => Promise.resolve(void (this.localDescription = description));
    setRemoteDescription = (description: unknown) => Promise.resolve(void calls.push(['answer', description]));
    getConfiguration = () => ({ bundlePolicy: 'max-bundle' });
    setConfiguration = () => undefined;
    restartIce = () => void calls.push(['restart']);
    close = () => undefined;
  }
  let refuseModes = false;

  beforeEach(() => {
    calls.length = 0;
    refuseModes = false;
    vi.stubGlobal('RTCPeerConnection', FakeConnection);
    const codecs = [{ mimeType: 'video/H264' }, { mimeType: 'video/VP8' }, { mimeType: 'video/rtx' }];
    vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs }) });
  });
  afterEach(() => void vi.unstubAllGlobals());
  const listener: PeerListener = { track: () => undefined, ice: () => undefined };

  it('offers audio and video both ways, in two sizes for a camera to come, with two temporal layers and VP8 first', () => {
    new Peer(token, { video: null, audio: null }, listener);
    expect(calls[0]).toEqual(['transceiver', 'audio', { direction: 'sendrecv' }]);
    expect(calls[1]).toMatchObject([
      'transceiver',
      'video',
      {
        direction: 'sendrecv',
        sendEncodings: [
          { rid: 'l', scalabilityMode: 'L1T2' },
          { rid: 'h', scalabilityMode: 'L1T2' },
        ],
      },
    ]);
    expect(calls[2]).toEqual(['codecs', [{ mimeType: 'video/VP8' }, { mimeType: 'video/H264' }, { mimeType: 'video/rtx' }]]);
  });

  it('sends a slow camera in one layer, so that every frame can be analysed', () => {
    const slow = Object.assign(new FakeTrack('video'), { getSettings: () => ({ frameRate: 15 }) });
    new Peer(token, { video: slow as unknown as MediaStreamTrack, audio: null }, listener);
    expect(calls[1]).toMatchObject(['transceiver', slow, { sendEncodings: [{ scalabilityMode: 'L1T1' }] }]);
  });

  it('goes without layers where the browser has none', () => {
    refuseModes = true;
    new Peer(token, { video: null, audio: null }, listener);
    expect(calls[1]).toEqual(['transceiver', 'video', { direction: 'sendrecv', sendEncodings: [{ maxBitrate: 600_000 }] }]);
  });

  it('restarts ICE on its own connection with a fresh token', async () => {
    const sent: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      sent.push([url, init]);
      return Promise.resolve(
        init.method === 'POST'
          ? new Response('v=0\r\na=ice-ufrag:a\r\na=ice-pwd:a\r\n', { status: 201, headers: { Location: '/api/whip/s1/r1' } })
          : new Response('a=ice-ufrag:b\r\na=ice-pwd:b\r\n', { status: 200 }),
      );
    });
    const peer = new Peer(token, { video: null, audio: null }, listener);
    expect(peer.isAnswered).toBe(false);
    await peer.negotiate();
    expect(peer.isAnswered).toBe(true);
    await peer.restart({ ...token, token: 'fresh' });
    expect(sent[1]![1]).toMatchObject({ method: 'PATCH', headers: { Authorization: 'Bearer fresh' } });
    expect(calls.slice(-2)).toEqual([['restart'], ['answer', { type: 'answer', sdp: 'v=0\r\na=ice-ufrag:b\r\na=ice-pwd:b\r\n' }]]);
    peer.close();
    expect(sent[2]![1]).toMatchObject({ method: 'DELETE', headers: { Authorization: 'Bearer fresh' } });
  });

  it('releases its resource when it was closed before the answer came', async () => {
    const methods: (string | undefined)[] = [];
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      methods.push(init.method);
      return Promise.resolve(new Response('v=0', { status: init.method === 'POST' ? 201 : 200, headers: { Location: '/api/whip/s1/r1' } }));
    });
    const peer = new Peer(token, { video: null, audio: null }, listener);
    const negotiating = peer.negotiate();
    peer.close();
    await negotiating;
    expect(methods).toEqual(['POST', 'DELETE']);
    expect(calls.some(([what]) => what === 'answer')).toBe(false);
  });
});

describe('media client', () => {
  let peers: {
    listener: PeerListener;
    close: ReturnType<typeof vi.fn>;
    negotiate: () => Promise<void>;
    replace: ReturnType<typeof vi.fn>;
    restart: ReturnType<typeof vi.fn>;
    isKnown: ReturnType<typeof vi.fn>;
    stats: () => Promise<Map<string, unknown>>;
    isAnswered: boolean;
  }[];
  let tokens: number;
  let refuse: Response | null;
  /** What has come over the connection at each look: grows, unless a test holds it. */
  let arrived: number;
  let arriving: boolean;
  let client: MediaClient;
  let local: LocalMedia;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('MediaStream', FakeStream);
    peers = [];
    tokens = 0;
    refuse = null;
    arrived = 0;
    arriving = true;
    vi.stubGlobal('fetch', () => {
      tokens += 1;
      return Promise.resolve(refuse ?? new Response(JSON.stringify(token)));
    });
    local = new LocalMedia();
    client = new MediaClient('s1', local, (_target, _tracks, listener) => {
      const peer = {
        listener,
        close: vi.fn(),
        negotiate: () => Promise.resolve(),
        replace: vi.fn(() => Promise.resolve()),
        restart: vi.fn(() => Promise.resolve()),
        isKnown: vi.fn(() => Promise.resolve(true)),
        stats: () => Promise.resolve(new Map([['pair', { type: 'candidate-pair', bytesReceived: (arrived += arriving ? 100 : 0) }]])),
        isAnswered: true,
      };
      peers.push(peer);
      return peer as unknown as Peer;
    });
  });
  afterEach(() => {
    client.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const connect = async () => {
    client.start();
    await settle();
    peers[0]!.listener.ice('connected');
  };

  it('connects with a token of its own', async () => {
    await connect();
    expect(client.state.get().phase).toBe('connected');
    expect(tokens).toBe(1);
  });

  it('keeps a connection that the server still has', async () => {
    await connect();
    await client.verify();
    expect(peers[0]!.isKnown).toHaveBeenCalledWith(token);
    expect(peers).toHaveLength(1);
  });

  it('makes a new connection at once when the server knows the old one no longer', async () => {
    await connect();
    peers[0]!.isKnown.mockResolvedValue(false);
    await client.verify();
    await settle();
    expect(peers).toHaveLength(2);
    expect(peers[0]!.close).toHaveBeenCalled();
  });

  it('leaves it to ICE when nobody can tell', async () => {
    await connect();
    peers[0]!.isKnown.mockRejectedValue(new ApiProblem('network', 0));
    await client.verify();
    expect(peers).toHaveLength(1);
    expect(client.state.get().phase).toBe('connected');
  });

  it('asks whether the server still has it as soon as nothing arrives any more, and makes a new one where it has not', async () => {
    await connect();
    await vi.advanceTimersByTimeAsync(10 * lookEveryMs);
    expect(peers[0]!.isKnown).not.toHaveBeenCalled();
    arriving = false;
    await vi.advanceTimersByTimeAsync(lookEveryMs);
    expect(peers[0]!.isKnown).toHaveBeenCalledTimes(1);
    expect(peers).toHaveLength(1);
    peers[0]!.isKnown.mockResolvedValue(false);
    await vi.advanceTimersByTimeAsync(lookEveryMs);
    expect(peers).toHaveLength(2);
  });

  it('does not ask about a connection that ICE is mending', async () => {
    await connect();
    await vi.advanceTimersByTimeAsync(2 * lookEveryMs);
    arriving = false;
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(2 * lookEveryMs);
    expect(peers[0]!.isKnown).not.toHaveBeenCalled();
  });

  it('waits out a short loss', async () => {
    await connect();
    peers[0]!.listener.ice('disconnected');
    await vi.advanceTimersByTimeAsync(disconnectedToleranceMs - 1);
    peers[0]!.listener.ice('connected');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers).toHaveLength(1);
    expect(client.state.get().phase).toBe('connected');
  });

  it('restarts ICE on the same connection when it stays away, with a new token', async () => {
    await connect();
    peers[0]!.listener.ice('disconnected');
    await vi.advanceTimersByTimeAsync(disconnectedToleranceMs);
    expect(peers[0]!.restart).toHaveBeenCalledWith(token);
    expect(tokens).toBe(2);
    expect(client.state.get().phase).toBe('reconnecting');
    peers[0]!.listener.ice('connected');
    expect(client.state.get().phase).toBe('connected');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers).toHaveLength(1);
  });

  it('makes a new connection when a restart does not help in time', async () => {
    await connect();
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(0);
    expect(peers[0]!.restart).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(restartPatienceMs + 1);
    expect(peers).toHaveLength(2);
    expect(peers[0]!.close).toHaveBeenCalled();
    peers[1]!.listener.ice('connected');
    expect(client.state.get().phase).toBe('connected');
  });

  it('makes a new connection at once when the server knows the old one no longer', async () => {
    await connect();
    peers[0]!.restart.mockRejectedValue(new ApiProblem('notFound', 404));
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(1);
    expect(peers).toHaveLength(2);
  });

  it('makes a new connection when restarts fail one after the other', async () => {
    await connect();
    for (let i = 0; i < 3; i++) {
      peers[0]!.listener.ice('failed');
      await vi.advanceTimersByTimeAsync(0);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(peers[0]!.restart).toHaveBeenCalledTimes(2);
    expect(peers).toHaveLength(2);
  });

  it('keeps the connection while there is no network, and restarts when it is back', async () => {
    await connect();
    peers[0]!.restart.mockRejectedValue(new ApiProblem('network', 0));
    peers[0]!.listener.ice('disconnected');
    await vi.advanceTimersByTimeAsync(disconnectedToleranceMs + 10_000);
    expect(client.state.get()).toMatchObject({ phase: 'reconnecting', problem: null });
    expect(peers).toHaveLength(1);
    const tries = peers[0]!.restart.mock.calls.length;
    expect(tries).toBeGreaterThan(2);
    peers[0]!.restart.mockResolvedValue(undefined);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(peers[0]!.restart).toHaveBeenCalledTimes(tries + 1);
    peers[0]!.listener.ice('connected');
    expect(client.state.get()).toMatchObject({ phase: 'connected', problem: null });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers).toHaveLength(1);
  });

  it('restarts ICE at once on another network, and keeps what stands when that is refused', async () => {
    await connect();
    peers[0]!.restart.mockRejectedValue(new ApiProblem('unavailable', 503));
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers[0]!.restart).toHaveBeenCalledTimes(1);
    expect(peers).toHaveLength(1);
    expect(client.state.get().phase).toBe('connected');
  });

  it('does not listen to a connection it gave up', async () => {
    await connect();
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(restartPatienceMs + 1);
    peers[0]!.listener.ice('connected');
    expect(client.state.get().phase).toBe('reconnecting');
  });

  it('tries again with growing waits while the server is away', async () => {
    refuse = new Response('', { status: 503 });
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get()).toMatchObject({ phase: 'reconnecting', problem: null });
    await vi.advanceTimersByTimeAsync(500);
    expect(tokens).toBe(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(tokens).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(tokens).toBe(3);
  });

  it('says since when it tries, from the first loss until it is back', async () => {
    await connect();
    expect(client.state.get().since).toBeNull();
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(0);
    const lost = new Date().toISOString();
    refuse = new Response('', { status: 500 });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(client.state.get()).toMatchObject({ phase: 'reconnecting', since: lost, problem: null });
    refuse = null;
    await vi.advanceTimersByTimeAsync(5000);
    peers.at(-1)!.listener.ice('connected');
    expect(client.state.get()).toMatchObject({ phase: 'connected', since: null });
  });

  it('gives up what will stay refused, and tries again when it is asked to', async () => {
    refuse = new Response('{"code":"offerRejected"}', { status: 422 });
    client.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tokens).toBe(1);
    expect(client.state.get()).toMatchObject({ phase: 'failed', problem: 'offerRejected' });
    refuse = null;
    client.tryAgain();
    await vi.advanceTimersByTimeAsync(0);
    peers[0]!.listener.ice('connected');
    expect(client.state.get()).toMatchObject({ phase: 'connected', since: null, problem: null });
  });

  it('tries at once when the network is back', async () => {
    refuse = new Response('', { status: 503 });
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    refuse = null;
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(peers).toHaveLength(1);
  });

  it('stops for good', async () => {
    await connect();
    client.stop();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers).toHaveLength(1);
    expect(peers[0]!.close).toHaveBeenCalled();
    expect(client.state.get().phase).toBe('off');
  });

  it('shows the other’s picture only while it arrives', async () => {
    await connect();
    const track = new FakeTrack('video');
    peers[0]!.listener.track(track as unknown as MediaStreamTrack);
    expect(client.state.get().remoteVideo).toBe(false);
    track.hear(false);
    expect(client.state.get().remoteVideo).toBe(true);
    track.hear(true);
    expect(client.state.get().remoteVideo).toBe(false);
  });

  it('replaces a remote track and keeps the other', async () => {
    await connect();
    for (const kind of ['audio', 'video', 'video'] as const) {
      peers[0]!.listener.track(new FakeTrack(kind) as unknown as MediaStreamTrack);
    }
    expect(
      client.state
        .get()
        .remote.getTracks()
        .map((track) => track.kind),
    ).toEqual(['audio', 'video']);
  });

  it('sends another camera track without a new offer', async () => {
    await connect();
    const camera = new FakeTrack('video') as unknown as MediaStreamTrack;
    local.state.update((state) => ({ ...state, video: camera }));
    expect(peers[0]!.replace).toHaveBeenCalledWith('video', camera);
    expect(tokens).toBe(1);
  });
});

describe('local media', () => {
  const devices = (ask: (wanted: MediaStreamConstraints) => FakeTrack[] | string) => {
    const mediaDevices = new EventTarget() as unknown as MediaDevices;
    mediaDevices.getUserMedia = (wanted) => {
      const got = ask(wanted ?? {});
      if (typeof got === 'string') return Promise.reject(new DOMException('', got));
      const stream = {
        getTracks: () => got,
        getVideoTracks: () => got.filter((t) => t.kind === 'video'),
        getAudioTracks: () => got.filter((t) => t.kind === 'audio'),
      };
      return Promise.resolve(stream as unknown as MediaStream);
    };
    vi.stubGlobal('navigator', { mediaDevices, languages: ['en'] });
  };
  afterEach(() => void vi.unstubAllGlobals());

  it('goes on with the voice when the camera is dead', async () => {
    devices(({ video, audio }) => (video ? 'NotReadableError' : audio ? [new FakeTrack('audio')] : []));
    const local = new LocalMedia();
    await local.start();
    expect(local.state.get()).toMatchObject({ phase: 'ready', video: null, videoFault: 'busy', audioFault: null });
    expect(local.state.get().audio).not.toBeNull();
  });

  it('says that both are forbidden', async () => {
    devices(() => 'NotAllowedError');
    const local = new LocalMedia();
    await local.start();
    expect(local.state.get()).toMatchObject({ videoFault: 'denied', audioFault: 'denied' });
  });

  it('says so where the page is not secure', async () => {
    vi.stubGlobal('navigator', { languages: ['en'] });
    const local = new LocalMedia();
    await local.start();
    expect(local.state.get()).toMatchObject({ videoFault: 'insecure', audioFault: 'insecure' });
  });

  it('reports a camera that is unplugged, and takes it up again', async () => {
    const camera = new FakeTrack('video');
    devices(({ video, audio }) => [...(video ? [camera] : []), ...(audio ? [new FakeTrack('audio')] : [])]);
    const local = new LocalMedia();
    await local.start();
    camera.dispatchEvent(new Event('ended'));
    expect(local.state.get()).toMatchObject({ video: null, videoFault: 'busy' });
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(local.state.get()).toMatchObject({ videoFault: null });
    expect(local.state.get().video).not.toBeNull();
  });

  it('really stops the camera that is turned off', async () => {
    const camera = new FakeTrack('video');
    devices(() => [camera, new FakeTrack('audio')]);
    const local = new LocalMedia();
    await local.start();
    await local.setCamera(false);
    expect(camera.stop).toHaveBeenCalled();
    expect(local.state.get()).toMatchObject({ video: null, cameraOn: false, videoFault: null });
  });

  it('closes a camera that opens after the page was left', async () => {
    const camera = new FakeTrack('video');
    devices(() => [camera]);
    const local = new LocalMedia();
    const starting = local.start();
    local.dispose();
    await starting;
    expect(camera.stop).toHaveBeenCalled();
    expect(local.state.get().phase).toBe('idle');
  });
});
