import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LocalMedia } from '../../src/core/media/localMedia';
import { disconnectedToleranceMs, MediaClient } from '../../src/core/media/mediaClient';
import { Peer, type PeerListener } from '../../src/core/media/peer';
import { whipOffer } from '../../src/core/media/whip';
import { settle } from '../fixtures';

const token = { token: 'secret', whipUrl: '/api/whip/s1', expiresAt: '' };

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

  it('offers audio and video both ways, with two temporal layers and VP8 first', () => {
    new Peer(token, { video: null, audio: null }, listener);
    expect(calls[0]).toEqual(['transceiver', 'audio', { direction: 'sendrecv' }]);
    expect(calls[1]).toEqual([
      'transceiver',
      'video',
      { direction: 'sendrecv', sendEncodings: [{ scalabilityMode: 'L1T2', maxBitrate: 600_000 }] },
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
  }[];
  let tokens: number;
  let refuse: Response | null;
  let client: MediaClient;
  let local: LocalMedia;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('MediaStream', FakeStream);
    peers = [];
    tokens = 0;
    refuse = null;
    vi.stubGlobal('fetch', () => {
      tokens += 1;
      return Promise.resolve(refuse ?? new Response(JSON.stringify(token)));
    });
    local = new LocalMedia();
    client = new MediaClient('s1', local, (_target, _tracks, listener) => {
      const peer = { listener, close: vi.fn(), negotiate: () => Promise.resolve(), replace: vi.fn(() => Promise.resolve()) };
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

  it('waits out a short loss', async () => {
    await connect();
    peers[0]!.listener.ice('disconnected');
    await vi.advanceTimersByTimeAsync(disconnectedToleranceMs - 1);
    peers[0]!.listener.ice('connected');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(peers).toHaveLength(1);
    expect(client.state.get().phase).toBe('connected');
  });

  it('makes a new connection after a longer one, with a new token', async () => {
    await connect();
    peers[0]!.listener.ice('disconnected');
    await vi.advanceTimersByTimeAsync(disconnectedToleranceMs);
    expect(peers).toHaveLength(2);
    expect(tokens).toBe(2);
    expect(peers[0]!.close).toHaveBeenCalled();
    expect(client.state.get().phase).toBe('reconnecting');
    peers[1]!.listener.ice('connected');
    expect(client.state.get().phase).toBe('connected');
  });

  it('does not listen to a connection it gave up', async () => {
    await connect();
    peers[0]!.listener.ice('failed');
    await vi.advanceTimersByTimeAsync(500);
    peers[0]!.listener.ice('connected');
    expect(client.state.get().phase).toBe('reconnecting');
  });

  it('tries again with growing waits while the server is away', async () => {
    refuse = new Response('', { status: 503 });
    client.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(client.state.get().problem).toBe('unavailable');
    await vi.advanceTimersByTimeAsync(500);
    expect(tokens).toBe(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(tokens).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(tokens).toBe(3);
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
