import { Store } from '../util/store';

/** Loudness (RMS) of samples in [-1, 1] as 0-1 on a scale of decibels: 0 at -60 dB and below, 1 at 0 dB. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  const decibels = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}

/** A voice at a normal distance reaches this. */
export const audibleLevel = 0.35;

const readMs = 80;

/** Measures a microphone without playing it. */
export class MicMeter {
  readonly level = new Store(0);
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  start(track: MediaStreamTrack): void {
    this.stop();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.context = context;
    void context.resume();
    this.timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.level.set(levelOf(samples));
    }, readMs);
  }

  stop(): void {
    clearInterval(this.timer);
    void this.context?.close();
    this.context = null;
    this.level.set(0);
  }
}
