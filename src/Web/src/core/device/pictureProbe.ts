import type { FaceFinder } from '../face/faceFinder';
import { Store } from '../util/store';
import { centreLuma, lightOf, type Light } from './luma';

export type FaceSize = 'checking' | 'good' | 'small' | 'none' | 'unavailable';

export interface PictureAdvice {
  light: Light | null;
  face: FaceSize;
}

const lookEveryMs = 600;

/** Below this part of the picture's height a face has too few pixels for its muscles to be read at 640 x 480. */
const smallFace = 0.22;

/** A word for a face's height, in fractions of the picture's. */
export const sizeOf = (height: number | null): FaceSize => (height === null ? 'none' : height < smallFace ? 'small' : 'good');

/** Looks at a camera's picture from time to time: is there enough light, and is the face large enough? Nothing leaves the device. */
export class PictureProbe {
  readonly advice = new Store<PictureAdvice>({ light: null, face: 'checking' });
  private readonly video = document.createElement('video');
  private readonly canvas = document.createElement('canvas');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private finder: FaceFinder | null = null;
  private generation = 0;

  start(track: MediaStreamTrack): void {
    this.stop();
    const generation = this.generation;
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.srcObject = new MediaStream([track]);
    void this.video.play().catch(() => undefined);
    void this.look(generation);
  }

  stop(): void {
    this.generation += 1;
    clearTimeout(this.timer);
    this.finder?.dispose();
    this.finder = null;
    this.video.srcObject = null;
    this.advice.set({ light: null, face: 'checking' });
  }

  private async look(generation: number): Promise<void> {
    if (this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      const light = this.light();
      const face = this.advice.get().face === 'unavailable' ? 'unavailable' : await this.face();
      if (generation !== this.generation) return;
      this.advice.set({ light, face });
    }
    if (generation === this.generation) this.timer = setTimeout(() => void this.look(generation), lookEveryMs);
  }

  private light(): Light | null {
    [this.canvas.width, this.canvas.height] = [64, 48];
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(this.video, 0, 0, 64, 48);
    return lightOf(centreLuma(context.getImageData(0, 0, 64, 48).data, 64, 48));
  }

  /** The detector and its model are loaded with the first look: only a device check needs them. */
  private async face(): Promise<FaceSize> {
    try {
      if (!this.finder) {
        const { FaceFinder } = await import('../face/faceFinder');
        this.finder ??= new FaceFinder();
      }
      return sizeOf((await this.finder.find(this.video))?.height ?? null);
    } catch {
      return 'unavailable';
    }
  }
}
