/** A tensor in NHWC order with N = 1; for weights the four numbers mean what the operator says. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

export interface Window {
  same: boolean;
  strideX: number;
  strideY: number;
  relu: boolean;
}

const dims = ({ shape }: Tensor): [number, number, number] => [shape[1] ?? 1, shape[2] ?? 1, shape[3] ?? 1];

/** Size of the output and the padding before it, along one axis (TensorFlow's SAME and VALID). */
export function extent(size: number, filter: number, stride: number, same: boolean): { out: number; before: number } {
  const out = same ? Math.ceil(size / stride) : Math.ceil((size - filter + 1) / stride);
  return { out, before: same ? Math.max(0, (out - 1) * stride + filter - size) >> 1 : 0 };
}

/** CONV_2D; weights are [outputs, height, width, inputs]. */
export function conv(input: Tensor, weights: Tensor, bias: Tensor | null, window: Window): Tensor {
  const [height, width, depth] = dims(input);
  const [outputs, filterY, filterX] = [weights.shape[0] ?? 0, weights.shape[1] ?? 0, weights.shape[2] ?? 0];
  const [y, x] = [extent(height, filterY, window.strideY, window.same), extent(width, filterX, window.strideX, window.same)];
  if (filterY === 1 && filterX === 1 && window.strideX === 1 && window.strideY === 1) return pointwise(input, weights, bias, window.relu);
  const [w, source] = [weights.data, input.data];
  const out = new Float32Array(y.out * x.out * outputs);
  let at = 0;
  for (let oy = 0; oy < y.out; oy += 1) {
    for (let ox = 0; ox < x.out; ox += 1) {
      for (let o = 0; o < outputs; o += 1) {
        let sum = bias ? (bias.data[o] ?? 0) : 0;
        for (let fy = 0; fy < filterY; fy += 1) {
          const iy = oy * window.strideY + fy - y.before;
          if (iy < 0 || iy >= height) continue;
          for (let fx = 0; fx < filterX; fx += 1) {
            const ix = ox * window.strideX + fx - x.before;
            if (ix < 0 || ix >= width) continue;
            const from = (iy * width + ix) * depth;
            const by = ((o * filterY + fy) * filterX + fx) * depth;
            for (let c = 0; c < depth; c += 1) sum += (source[from + c] as number) * (w[by + c] as number);
          }
        }
        out[at] = window.relu && sum < 0 ? 0 : sum;
        at += 1;
      }
    }
  }
  return { shape: [1, y.out, x.out, outputs], data: out };
}

/** The 1 x 1 case, where nearly all of the work is: four outputs at a time, so that each input is read a quarter as often. */
function pointwise(input: Tensor, weights: Tensor, bias: Tensor | null, clip: boolean): Tensor {
  const [height, width, depth] = dims(input);
  const [outputs, w, source] = [weights.shape[0] ?? 0, weights.data, input.data];
  const out = new Float32Array(height * width * outputs);
  if (bias) for (let to = 0; to < out.length; to += outputs) out.set(bias.data, to);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const [from, to] = [pixel * depth, pixel * outputs];
    let o = 0;
    for (; o + 3 < outputs; o += 4) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      const [wa, wb, wc, wd] = [o * depth, (o + 1) * depth, (o + 2) * depth, (o + 3) * depth];
      for (let i = 0; i < depth; i += 1) {
        const value = source[from + i] as number;
        a += value * (w[wa + i] as number);
        b += value * (w[wb + i] as number);
        c += value * (w[wc + i] as number);
        d += value * (w[wd + i] as number);
      }
      const at = to + o;
      out[at] = (out[at] as number) + a;
      out[at + 1] = (out[at + 1] as number) + b;
      out[at + 2] = (out[at + 2] as number) + c;
      out[at + 3] = (out[at + 3] as number) + d;
    }
    for (; o < outputs; o += 1) {
      let sum = 0;
      for (let i = 0; i < depth; i += 1) sum += (source[from + i] as number) * (w[o * depth + i] as number);
      out[to + o] = (out[to + o] as number) + sum;
    }
  }
  return { shape: [1, height, width, outputs], data: clip ? out.map(positive) : out };
}

/** DEPTHWISE_CONV_2D with depth multiplier 1; weights are [1, height, width, channels]. */
export function depthwise(input: Tensor, weights: Tensor, bias: Tensor | null, window: Window): Tensor {
  const [height, width, depth] = dims(input);
  const [filterY, filterX] = dims(weights);
  const [y, x] = [extent(height, filterY, window.strideY, window.same), extent(width, filterX, window.strideX, window.same)];
  const [w, source] = [weights.data, input.data];
  const out = new Float32Array(y.out * x.out * depth);
  for (let oy = 0; oy < y.out; oy += 1) {
    for (let ox = 0; ox < x.out; ox += 1) {
      const to = (oy * x.out + ox) * depth;
      if (bias) out.set(bias.data, to);
      for (let fy = 0; fy < filterY; fy += 1) {
        const iy = oy * window.strideY + fy - y.before;
        if (iy < 0 || iy >= height) continue;
        for (let fx = 0; fx < filterX; fx += 1) {
          const ix = ox * window.strideX + fx - x.before;
          if (ix < 0 || ix >= width) continue;
          const [from, by] = [(iy * width + ix) * depth, (fy * filterX + fx) * depth];
          for (let c = 0; c < depth; c += 1) out[to + c] = (out[to + c] as number) + (source[from + c] as number) * (w[by + c] as number);
        }
      }
    }
  }
  return { shape: [1, y.out, x.out, depth], data: window.relu ? out.map(positive) : out };
}

/** MAX_POOL_2D. */
export function maxPool(input: Tensor, filterX: number, filterY: number, window: Window): Tensor {
  const [height, width, depth] = dims(input);
  const [y, x] = [extent(height, filterY, window.strideY, window.same), extent(width, filterX, window.strideX, window.same)];
  const out = new Float32Array(y.out * x.out * depth).fill(-Infinity);
  for (let oy = 0; oy < y.out; oy += 1) {
    for (let ox = 0; ox < x.out; ox += 1) {
      const to = (oy * x.out + ox) * depth;
      for (let iy = Math.max(0, oy * window.strideY - y.before); iy < Math.min(height, oy * window.strideY - y.before + filterY); iy += 1) {
        for (
          let ix = Math.max(0, ox * window.strideX - x.before);
          ix < Math.min(width, ox * window.strideX - x.before + filterX);
          ix += 1
        ) {
          const from = (iy * width + ix) * depth;
          for (let c = 0; c < depth; c += 1) out[to + c] = Math.max(out[to + c] as number, input.data[from + c] as number);
        }
      }
    }
  }
  return { shape: [1, y.out, x.out, depth], data: out };
}

/** ADD of two tensors of the same shape. */
export function add(a: Tensor, b: Tensor, clip: boolean): Tensor {
  const sum = a.data.map((value, i) => value + (b.data[i] as number));
  return { shape: a.shape, data: clip ? sum.map(positive) : sum };
}

/** RELU. */
export function relu(input: Tensor): Tensor {
  return { shape: input.shape, data: input.data.map(positive) };
}

/** PAD with zeros; `paddings` holds before and after for each of the four axes. Padding of the batch axis is not meant to occur. */
export function pad(input: Tensor, paddings: readonly number[]): Tensor {
  const [height, width, depth] = dims(input);
  const [top = 0, bottom = 0, left = 0, right = 0, front = 0, back = 0] = paddings.slice(2);
  const shape = [1, height + top + bottom, width + left + right, depth + front + back];
  const [, , outWidth = 0, outDepth = 0] = shape;
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * depth;
      data.set(input.data.subarray(from, from + depth), ((y + top) * outWidth + x + left) * outDepth + front);
    }
  }
  return { shape, data };
}

/** CONCATENATION along axis 1 of [1, n, k] tensors: one after the other. */
export function concatenate(inputs: readonly Tensor[]): Tensor {
  const data = new Float32Array(inputs.reduce((sum, input) => sum + input.data.length, 0));
  let at = 0;
  for (const input of inputs) {
    data.set(input.data, at);
    at += input.data.length;
  }
  const rows = inputs.reduce((sum, input) => sum + (input.shape[1] ?? 0), 0);
  return { shape: [1, rows, inputs[0]?.shape[2] ?? 1], data };
}

const positive = (value: number) => (value < 0 ? 0 : value);
