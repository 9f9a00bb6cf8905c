import { Store } from '../util/store';
import { backgroundBlurOf, setBackgroundBlur } from './blur';
import { captureAudio, captureBoth, captureScreen, captureVideo, mediaDevices, type CaptureFault } from './capture';

export interface LocalState {
  phase: 'idle' | 'asking' | 'ready';
  video: MediaStreamTrack | null;
  audio: MediaStreamTrack | null;
  videoFault: CaptureFault | null;
  audioFault: CaptureFault | null;
  /** The person's own wish, apart from whether the device works. */
  cameraOn: boolean;
  microphoneOn: boolean;
  /** The screen that is shared; it is sent in the camera's place. */
  screen: MediaStreamTrack | null;
  /** Whether the camera blurs the background; null where it cannot. */
  blur: boolean | null;
}

/** The picture that goes to the other side. */
export const sentVideo = (state: LocalState): MediaStreamTrack | null => state.screen ?? state.video;

const idle: LocalState = {
  phase: 'idle',
  video: null,
  audio: null,
  videoFault: null,
  audioFault: null,
  cameraOn: true,
  microphoneOn: true,
  screen: null,
  blur: null,
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
    this.patch({ ...got, phase: 'ready', blur: backgroundBlurOf(got.video) });
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
      this.patch({ video: null, videoFault: null, blur: null });
    }
  }

  /** Asks which screen or window to share and sends it instead of the camera's picture. Nothing happens where the person declines. */
  async shareScreen(): Promise<void> {
    const { generation } = this;
    const screen = await captureScreen();
    if (!screen) return;
    if (generation !== this.generation) {
      screen.stop();
      return;
    }
    this.state.get().screen?.stop();
    this.patch({ screen });
    // The browser has a button of its own to stop sharing.
    screen.addEventListener('ended', () => {
      if (this.state.get().screen === screen) this.patch({ screen: null });
    });
  }

  stopSharing(): void {
    this.state.get().screen?.stop();
    this.patch({ screen: null });
  }

  async setBlur(on: boolean): Promise<void> {
    const { video } = this.state.get();
    if (!video) return;
    await setBackgroundBlur(video, on);
    this.patch({ blur: backgroundBlurOf(video) });
  }

  setMicrophone(on: boolean): void {
    const { audio } = this.state.get();
    if (audio) audio.enabled = on;
    this.patch({ microphoneOn: on });
  }

  dispose(): void {
    this.generation += 1;
    mediaDevices()?.removeEventListener('devicechange', this.onDevices);
    const { video, audio, screen } = this.state.get();
    video?.stop();
    audio?.stop();
    screen?.stop();
    this.state.set(idle);
  }

  private async openVideo(): Promise<void> {
    const { generation } = this;
    const [video, videoFault] = await captureVideo();
    if (generation !== this.generation || !this.state.get().cameraOn) return video?.stop();
    this.patch({ video, videoFault, blur: backgroundBlurOf(video) });
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
