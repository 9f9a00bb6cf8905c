import modelUrl from '@mediapipe/face_detection/face_detection_short_range.tflite?url';
import { inputSize, type FaceBox } from './blazeFace';
import type { FaceAnswer, FaceRequest } from './faceWorker';

/** Finds the face in a video, on this device: pictures go to a worker of this page and nowhere else. */
export class FaceFinder {
  private readonly worker = new Worker(new URL('./faceWorker.ts', import.meta.url), { type: 'module' });
  private readonly canvas = document.createElement('canvas');
  private readonly ready: Promise<void>;

  constructor() {
    [this.canvas.width, this.canvas.height] = [inputSize, inputSize];
    this.ready = this.load();
  }

  /**
   * Looks once.
   * @returns The box in fractions of the video's own width and height; null where there is no face.
   * @throws {Error} when the model cannot be loaded or run here.
   */
  async find(video: HTMLVideoElement): Promise<FaceBox | null> {
    await this.ready;
    const scale = inputSize / Math.max(video.videoWidth, video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    const [left, top] = [(inputSize - width) / 2, (inputSize - height) / 2];
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2D canvas');
    context.fillRect(0, 0, inputSize, inputSize);
    context.drawImage(video, left, top, width, height);
    const box = await this.ask({ rgba: context.getImageData(0, 0, inputSize, inputSize).data });
    if (!box) return null;
    return {
      score: box.score,
      x: (box.x * inputSize - left) / width,
      y: (box.y * inputSize - top) / height,
      width: (box.width * inputSize) / width,
      height: (box.height * inputSize) / height,
    };
  }

  dispose(): void {
    this.worker.terminate();
  }

  private async load(): Promise<void> {
    const response = await fetch(modelUrl);
    if (!response.ok) throw new Error('the face model is missing');
    this.send({ model: await response.arrayBuffer() });
  }

  private ask(request: FaceRequest): Promise<FaceBox | null> {
    return new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }: MessageEvent<FaceAnswer>) => resolve(data.box);
      this.worker.onerror = () => reject(new Error('the face worker failed'));
      this.send(request);
    });
  }

  private send(request: FaceRequest): void {
    this.worker.postMessage(request);
  }
}
