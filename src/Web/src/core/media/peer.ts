import type { MediaToken } from '../api/types';
import { restartedAnswer, restartFragment } from './iceRestart';
import { fitLayers, layersOf, plainLayer, singleLayer } from './layers';
import { withSoundAgain } from './soundAgain';
import { whipDelete, whipIsKnown, whipOffer, whipRestart } from './whip';

/** What one peer connection reports. */
export interface PeerListener {
  track(track: MediaStreamTrack): void;
  ice(state: RTCIceConnectionState): void;
}

interface Tracks {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  screen?: MediaStreamTrack | null;
}

/** One RTCPeerConnection to the gateway's media endpoint: offers, is answered, and is thrown away when it fails. */
export class Peer {
  private readonly pc: RTCPeerConnection;
  private readonly video: RTCRtpTransceiver;
  private readonly audio: RTCRtpTransceiver;
  private resource: string | null = null;
  private answer = '';
  private closed = false;

  constructor(
    private target: MediaToken,
    tracks: Tracks,
    listener: PeerListener,
  ) {
    this.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: target.iceServers });
    this.audio = this.pc.addTransceiver(tracks.audio ?? 'audio', { direction: 'sendrecv' });
    this.video = addVideo(this.pc, tracks.screen ?? tracks.video);
    preferVp8(this.video);
    this.pc.addEventListener('track', (event) => listener.track(event.track));
    this.pc.addEventListener('iceconnectionstatechange', () => {
      if (!this.closed) listener.ice(this.pc.iceConnectionState);
    });
  }

  /**
   * Offers and applies the answer. Candidates are not waited for: the server is ICE-lite and learns our address from our checks.
   * @throws {ApiProblem} when the server refuses; a DOMException when its answer cannot be applied.
   */
  async negotiate(): Promise<void> {
    await this.offer();
    const answer = await whipOffer(this.target, this.pc.localDescription?.sdp ?? '');
    this.resource = answer.resource;
    if (this.closed) {
      this.release();
      return;
    }
    this.answer = answer.sdp;
    await this.pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
  }

  /** True once there is a connection that could be restarted. */
  get isAnswered(): boolean {
    return this.resource !== null && !this.closed;
  }

  /**
   * Looks for a new path with new ICE parameters; keys and streams stay.
   * @param target A fresh token: the one that the connection began with may have expired.
   * @throws {ApiProblem} when the server refuses or cannot be reached; a DOMException when its answer cannot be applied.
   */
  async restart(target: MediaToken): Promise<void> {
    if (this.resource === null) return;
    this.target = target;
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: target.iceServers });
    this.pc.restartIce();
    await this.offer();
    const fragment = await whipRestart(target, this.resource, restartFragment(this.pc.localDescription?.sdp ?? ''));
    if (this.closed) return;
    this.answer = restartedAnswer(this.answer, fragment);
    await this.pc.setRemoteDescription({ type: 'answer', sdp: this.answer });
  }

  /** Whether the server still has this connection. @throws {ApiProblem} when it cannot tell. */
  async isKnown(target: MediaToken): Promise<boolean> {
    return this.resource === null || (await whipIsKnown(target, this.resource));
  }

  /** Sends another track, or none, without negotiating anew. */
  async replace(kind: 'video' | 'audio', track: MediaStreamTrack | null): Promise<void> {
    if (this.closed) return;
    const { sender } = this[kind];
    if (kind === 'video') await fitLayers(sender, track);
    await sender.replaceTrack(track);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.pc.close();
    this.release();
  }

  /** What the browser counts, for diagnosis and tests. */
  stats(): Promise<RTCStatsReport> {
    return this.pc.getStats();
  }

  /** Makes our offer the local description, with lost sound to be sent again if this browser lets us ask for that. */
  private async offer(): Promise<void> {
    const offer = await this.pc.createOffer();
    try {
      await this.pc.setLocalDescription({ type: 'offer', sdp: withSoundAgain(offer.sdp ?? '') });
    } catch {
      await this.pc.setLocalDescription(offer);
    }
  }

  private release(): void {
    if (this.resource !== null) void whipDelete(this.target, this.resource);
    this.resource = null;
  }
}

function addVideo(pc: RTCPeerConnection, track: MediaStreamTrack | null): RTCRtpTransceiver {
  const add = (sendEncodings: RTCRtpEncodingParameters[]) => pc.addTransceiver(track ?? 'video', { direction: 'sendrecv', sendEncodings });
  // A browser that cannot do what is asked for refuses the whole call: one picture is better than none.
  for (const encodings of [layersOf(track), singleLayer()]) {
    try {
      return add(encodings);
    } catch {
      // The next one asks for less.
    }
  }
  return add(plainLayer());
}

function preferVp8(video: RTCRtpTransceiver): void {
  const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
  const isVp8 = (codec: RTCRtpCodec) => codec.mimeType.toLowerCase() === 'video/vp8';
  if (codecs.some(isVp8)) video.setCodecPreferences([...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))]);
}
