import { TfliteModel } from './tflite';

/** Width and height of the model's input. */
export const inputSize = 128;

/** A face in a square picture, in fractions of its side. */
export interface FaceBox {
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * BlazeFace, short range (Bazarevsky et al., 2019; MediaPipe's face_detection_short_range.tflite): 896 anchors, each with a score and a
 * box relative to it.
 */
export class BlazeFace {
  private readonly model: TfliteModel;

  constructor(file: ArrayBuffer) {
    this.model = new TfliteModel(file);
  }

  /** The surest face in a 128 x 128 RGBA picture; null where there is none. */
  detect(rgba: Uint8ClampedArray): FaceBox | null {
    const outputs = this.model.run(normalised(rgba));
    const boxes = outputs.find((output) => output.shape[2] === 16)?.data;
    const scores = outputs.find((output) => output.shape[2] === 1)?.data;
    if (!boxes || !scores) throw new Error('the model is not BlazeFace');
    return surest(boxes, scores);
  }
}

const threshold = 0.5;

/** RGB in [-1, 1], as the model was trained. */
function normalised(rgba: Uint8ClampedArray): Float32Array {
  const input = new Float32Array(inputSize * inputSize * 3);
  for (let i = 0; i < inputSize * inputSize; i += 1) {
    for (let c = 0; c < 3; c += 1) input[i * 3 + c] = (rgba[i * 4 + c] ?? 0) / 127.5 - 1;
  }
  return input;
}

/** Centres of the 896 anchors: a 16 x 16 grid with two, then an 8 x 8 grid with six each (MediaPipe's ssd_anchors_calculator). */
const anchors = [...grid(16, 2), ...grid(8, 6)];

function grid(side: number, each: number): [number, number][] {
  return Array.from({ length: side * side * each }, (_, i) => {
    const cell = Math.floor(i / each);
    return [((cell % side) + 0.5) / side, (Math.floor(cell / side) + 0.5) / side];
  });
}

function surest(boxes: Float32Array, scores: Float32Array): FaceBox | null {
  let best = 0;
  for (let i = 1; i < scores.length; i += 1) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
  const score = 1 / (1 + Math.exp(-(scores[best] ?? -100)));
  const anchor = anchors[best];
  if (score < threshold || !anchor) return null;
  const [x = 0, y = 0, width = 0, height = 0] = [...boxes.subarray(best * 16, best * 16 + 4)].map((value) => value / inputSize);
  return { score, width, height, x: anchor[0] + x - width / 2, y: anchor[1] + y - height / 2 };
}
