export type Light = 'dark' | 'good' | 'bright';

/** Mean luma (ITU-R BT.601, 0-1) of the middle of an RGBA picture: half its width and height, where a face is. */
export function centreLuma(rgba: Uint8ClampedArray, width: number, height: number): number {
  const [x0, x1] = [Math.floor(width / 4), Math.ceil((width * 3) / 4)];
  const [y0, y1] = [Math.floor(height / 4), Math.ceil((height * 3) / 4)];
  let sum = 0;
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      const i = (y * width + x) * 4;
      sum += 0.299 * (rgba[i] ?? 0) + 0.587 * (rgba[i + 1] ?? 0) + 0.114 * (rgba[i + 2] ?? 0);
    }
  }
  const count = (x1 - x0) * (y1 - y0);
  return count > 0 ? sum / count / 255 : 0;
}

/** Advice, not measurement: below a fifth faces drown in noise, above nine tenths they are washed out. */
export function lightOf(luma: number): Light {
  if (luma < 0.2) return 'dark';
  return luma > 0.9 ? 'bright' : 'good';
}
