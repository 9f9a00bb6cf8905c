/** Why a camera or microphone cannot be used; each has its own words in the dictionaries. */
export type CaptureFault = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed';

export interface Capture {
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  /** Why there is no camera; null where there is one. */
  videoFault: CaptureFault | null;
  audioFault: CaptureFault | null;
}

export const videoConstraints: MediaTrackConstraints = {
  width: { ideal: 960 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
  facingMode: 'user',
};

export const audioConstraints: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Names what `getUserMedia` threw. */
export function faultOf(error: unknown): CaptureFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError' || name === 'PermissionDeniedError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'DevicesNotFoundError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError' || name === 'TrackStartError') return 'busy';
  return 'failed';
}

/** The browser's devices; undefined on an insecure origin, where browsers hide them. */
export function mediaDevices(): MediaDevices | undefined {
  return (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
}

async function one(kind: 'video' | 'audio'): Promise<[MediaStreamTrack | null, CaptureFault | null]> {
  const devices = mediaDevices();
  if (!devices) return [null, 'insecure'];
  try {
    const wanted = kind === 'video' ? { video: videoConstraints } : { audio: audioConstraints };
    const stream = await devices.getUserMedia(wanted);
    return [stream.getTracks()[0] ?? null, null];
  } catch (error) {
    return [null, faultOf(error)];
  }
}

export const captureVideo = () => one('video');
export const captureAudio = () => one('audio');

/**
 * Camera and microphone: asked for together (one permission question), then one by one, so that a dead camera does not cost the voice.
 * Never throws.
 */
export async function captureBoth(): Promise<Capture> {
  const devices = mediaDevices();
  if (!devices) return { video: null, audio: null, videoFault: 'insecure', audioFault: 'insecure' };
  try {
    const stream = await devices.getUserMedia({ video: videoConstraints, audio: audioConstraints });
    return { video: stream.getVideoTracks()[0] ?? null, audio: stream.getAudioTracks()[0] ?? null, videoFault: null, audioFault: null };
  } catch {
    const [audio, audioFault] = await captureAudio();
    const [video, videoFault] = await captureVideo();
    return { video, audio, videoFault, audioFault };
  }
}

/** A screen, window or tab that the person chooses; null where they decline, or where the browser cannot. Never throws. */
export async function captureScreen(): Promise<MediaStreamTrack | null> {
  try {
    const stream = await mediaDevices()?.getDisplayMedia({
      video: { frameRate: { max: 10 }, width: { max: 1280 }, height: { max: 1280 } },
      audio: false,
    });
    const track = stream?.getVideoTracks()[0] ?? null;
    // Letters must stay sharp; smooth motion matters less.
    if (track) track.contentHint = 'detail';
    return track;
  } catch {
    return null;
  }
}

/** Phones have no screen sharing. */
export const canShareScreen = (): boolean =>
  typeof (mediaDevices() as { getDisplayMedia?: unknown } | undefined)?.getDisplayMedia === 'function';
