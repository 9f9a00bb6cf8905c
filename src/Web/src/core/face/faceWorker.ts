import { BlazeFace, type FaceBox } from './blazeFace';

/** First the model, then one picture after the other; each picture is answered. */
export type FaceRequest = { model: ArrayBuffer } | { rgba: Uint8ClampedArray };
export interface FaceAnswer {
  box: FaceBox | null;
}

let detector: BlazeFace | null = null;

self.addEventListener('message', ({ data }: MessageEvent<FaceRequest>) => {
  if ('model' in data) detector = new BlazeFace(data.model);
  else self.postMessage({ box: detector?.detect(data.rgba) ?? null } satisfies FaceAnswer);
});
