// @vitest-environment node
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/core/device/pictureProbe';
import { BlazeFace } from '../../src/core/face/blazeFace';
import { conv, depthwise, extent, maxPool, pad } from '../../src/core/face/kernels';
import { halfToFloat } from '../../src/core/face/tflite';

const tensor = (shape: number[], values: number[]) => ({ shape, data: Float32Array.from(values) });
const oneStep = { same: false, strideX: 1, strideY: 1, relu: false };

describe('kernels', () => {
  it('pad as TensorFlow does: SAME puts the odd one behind', () => {
    expect(extent(128, 5, 2, true)).toEqual({ out: 64, before: 1 });
    expect(extent(5, 3, 1, true)).toEqual({ out: 5, before: 1 });
    expect(extent(5, 3, 1, false)).toEqual({ out: 3, before: 0 });
  });

  it('convolve', () => {
    const input = tensor([1, 2, 2, 1], [1, 2, 3, 4]);
    const weights = tensor([1, 2, 2, 1], [1, 10, 100, 1000]);
    expect([...conv(input, weights, tensor([1], [0.5]), oneStep).data]).toEqual([4321.5]);
    expect([...conv(input, weights, null, { ...oneStep, same: true }).data]).toEqual([4321, 402, 43, 4]);
  });

  it('convolve 1 x 1 over any number of outputs, and clip below zero', () => {
    const input = tensor([1, 1, 1, 2], [2, 3]);
    const weights = tensor([5, 1, 1, 2], [1, 0, 0, 1, 1, 1, -1, -1, 2, 2]);
    expect([...conv(input, weights, null, { ...oneStep, relu: true }).data]).toEqual([2, 3, 5, 0, 10]);
  });

  it('convolve each channel by itself', () => {
    const input = tensor([1, 1, 2, 2], [1, 10, 2, 20]);
    expect([...depthwise(input, tensor([1, 1, 2, 2], [1, 2, 3, 4]), null, oneStep).data]).toEqual([7, 100]);
  });

  it('take the largest', () => {
    expect([...maxPool(tensor([1, 2, 2, 1], [1, 4, 3, -2]), 2, 2, { ...oneStep, strideX: 2, strideY: 2 }).data]).toEqual([4]);
  });

  it('add channels of zeros', () => {
    expect([...pad(tensor([1, 1, 2, 1], [5, 6]), [0, 0, 0, 0, 0, 0, 0, 1]).data]).toEqual([5, 0, 6, 0]);
  });

  it('read half floats', () => {
    expect([0x3c00, 0xc000, 0x3555, 0x0001, 0x8000].map(halfToFloat)).toEqual([1, -2, 0.333251953125, 2 ** -24, -0]);
  });
});

describe('BlazeFace', { timeout: 60_000 }, () => {
  const model = readFileSync('node_modules/@mediapipe/face_detection/face_detection_short_range.tflite');
  const detector = new BlazeFace(new Uint8Array(model).buffer);
  // A rendered face (nobody's) in 128 x 128, grey above and below.
  const face = new Uint8ClampedArray(gunzipSync(readFileSync('test/fixtures/face-128.rgba.gz')));

  it('finds a face where it is', () => {
    const box = detector.detect(face);
    expect(box?.score).toBeGreaterThan(0.8);
    expect(box!.x + box!.width / 2).toBeCloseTo(0.51, 1);
    expect(box!.y + box!.height / 2).toBeCloseTo(0.5, 1);
    expect(box!.height).toBeGreaterThan(0.4);
    expect(box!.height).toBeLessThan(0.6);
  });

  it('finds none in a wall, in the dark or in noise', () => {
    const fill = (value: (i: number) => number) => detector.detect(face.map((_, i) => (i % 4 === 3 ? 255 : value(i))));
    expect(fill(() => 170)).toBeNull();
    expect(fill(() => 3)).toBeNull();
    expect(fill((i) => (i * 7919) % 256)).toBeNull();
  });

  it('calls a face small, large enough, or absent', () => {
    expect([null, 0.1, 0.3].map(sizeOf)).toEqual(['none', 'small', 'good']);
  });
});
