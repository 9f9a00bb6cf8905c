import { describe, expect, it } from 'vitest';
import { centreLuma, lightOf } from '../../src/core/device/luma';
import { audibleLevel, levelOf } from '../../src/core/device/micMeter';
import { faultOf } from '../../src/core/media/capture';

function picture(width: number, height: number, luma: (x: number, y: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i += 1) rgba.fill(luma(i % width, Math.floor(i / width)), i * 4, i * 4 + 3);
  return rgba;
}

describe('light', () => {
  it('is read in the middle of the picture: a bright window behind does not hide a dark face', () => {
    const dark = picture(64, 48, (x) => (x < 16 || x >= 48 ? 255 : 20));
    expect(lightOf(centreLuma(dark, 64, 48))).toBe('dark');
  });

  it('is good in between', () => {
    expect(
      lightOf(
        centreLuma(
          picture(64, 48, () => 128),
          64,
          48,
        ),
      ),
    ).toBe('good');
    expect(
      lightOf(
        centreLuma(
          picture(64, 48, () => 250),
          64,
          48,
        ),
      ),
    ).toBe('bright');
  });

  it('of no picture is darkness, not a crash', () => {
    expect(centreLuma(new Uint8ClampedArray(0), 0, 0)).toBe(0);
  });
});

describe('microphone level', () => {
  it('of silence is nothing, of a voice is audible, of the loudest is one', () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(Float32Array.from({ length: 1024 }, (_, i) => 0.1 * Math.sin(i / 8)))).toBeGreaterThan(audibleLevel);
    expect(levelOf(new Float32Array(1024).fill(1))).toBe(1);
  });
});

describe('device faults', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('%s is told as %s', (name, fault) => {
    expect(faultOf(new DOMException('', name))).toBe(fault);
  });
});
