import { Store } from '../util/store';
import { captureAudio, captureBoth, captureVideo, mediaDevices, type CaptureFault } from './capture';

export interface LocalState {
  phase: 'idle' | 'asking' | 'ready';
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  videoFault: CaptureFault | null;
  audioFault: CaptureFault | null;
  /** The person's own wish, apart from whether the device works. */
  cameraOn: boolean;
  microphoneOn: boolean;
}

const idle: LocalState = {
  phase: 'idle',
  video: null,
  audio: null,
  videoFault: null,
  audioFault: null,
  cameraOn: true,
  microphoneOn: true,
};

/**
 * This person's camera and microphone. Turning the camera off really stops it (its light goes out); muting only silences the track, so
 * that unmuting is immediate. A device that dies is reported and taken up again when one appears.
 */
export class LocalMedia {
  readonly state = new Store<LocalState>(idle);
  /** Grows with every start and dispose, so that a camera that opens too late is closed again. */
  private generation = 0;
  private readonly onDevices = () => void this.recover();

  async start(): Promise<void> {
    if (this.state.get().phase !== 'idle') return;
    const generation = ++this.generation;
    this.patch({ phase: 'asking' });
    const got = await captureBoth();
    if (generation !== this.generation) {
      got.video?.stop();
      got.audio?.stop();
      return;
    }
    this.patch({ ...got, phase: 'ready' });
    this.watch(got.video);
    this.watch(got.audio);
    mediaDevices()?.addEventListener('devicechange', this.onDevices);
  }

  /** Asks again for whatever is missing, e.g. after the person has granted the permission. */
  async recover(): Promise<void> {
    const { phase, video, audio, cameraOn } = this.state.get();
    if (phase !== 'ready') return;
    if (!audio) await this.openAudio();
    if (!video && cameraOn) await this.openVideo();
  }

  async setCamera(on: boolean): Promise<void> {
    const { video } = this.state.get();
    this.patch({ cameraOn: on });
    if (on && !video) await this.openVideo();
    if (!on && video) {
      video.stop();
      this.patch({ video: null, videoFault: null });
    }
  }

  setMicrophone(on: boolean): void {
    const { audio } = this.state.get();
    if (audio) audio.enabled = on;
    this.patch({ microphoneOn: on });
  }

  dispose(): void {
    this.generation += 1;
    mediaDevices()?.removeEventListener('devicechange', this.onDevices);
    const { video, audio } = this.state.get();
    video?.stop();
    audio?.stop();
    this.state.set(idle);
  }

  private async openVideo(): Promise<void> {
    const { generation } = this;
    const [video, videoFault] = await captureVideo();
    if (generation !== this.generation || !this.state.get().cameraOn) return video?.stop();
    this.patch({ video, videoFault });
    this.watch(video);
  }

  private async openAudio(): Promise<void> {
    const { generation } = this;
    const [audio, audioFault] = await captureAudio();
    if (generation !== this.generation) return audio?.stop();
    if (audio) audio.enabled = this.state.get().microphoneOn;
    this.patch({ audio, audioFault });
    this.watch(audio);
  }

  /** 'ended' comes when a device is unplugged or its permission taken away; never after our own `stop`. */
  private watch(track: MediaStreamTrack | null): void {
    track?.addEventListener('ended', () => {
      const { video, audio } = this.state.get();
      if (track === video) this.patch({ video: null, videoFault: 'busy' });
      if (track === audio) this.patch({ audio: null, audioFault: 'busy' });
    });
  }

  private patch(change: Partial<LocalState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
