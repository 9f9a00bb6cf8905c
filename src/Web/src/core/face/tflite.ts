import { Table } from './flatbuffer';
import { add, concatenate, conv, depthwise, maxPool, pad, relu, type Tensor, type Window } from './kernels';

/** BuiltinOperator of TensorFlow Lite's schema, as far as BlazeFace uses it. */
const op = { add: 0, concatenation: 2, conv: 3, depthwise: 4, dequantize: 6, maxPool: 17, relu: 19, reshape: 22, pad: 34 } as const;

/** TensorType of the schema. */
const tensorType = { float32: 0, float16: 1, int32: 2 } as const;

interface Step {
  code: number;
  inputs: number[];
  output: number;
  options: Table | null;
}

type Values = Map<number, Tensor>;

/**
 * Runs a small TensorFlow Lite model in plain script: no WebAssembly, no GPU, no network, a quarter of a megabyte instead of six. Fast
 * enough for a look twice a second at a model of BlazeFace's size, and for nothing larger.
 */
export class TfliteModel {
  private readonly constants: Values = new Map();
  private readonly shapes: number[][];
  private readonly steps: Step[];
  private readonly input: number;
  private readonly outputs: number[];

  /** @throws {Error} when the model uses an operator or a type that is not known here. */
  constructor(file: ArrayBuffer) {
    const model = Table.root(file);
    const graph = model.tables(2)[0];
    if (!graph) throw new Error('the model has no graph');
    const buffers = model.tables(4);
    const codes = model.tables(1).map((code) => Math.max(code.byte(0), code.int(3)));
    const tensors = graph.tables(0);
    this.shapes = tensors.map((tensor) => tensor.ints(0));
    this.input = graph.ints(1)[0] ?? 0;
    this.outputs = graph.ints(2);
    this.steps = graph.tables(3).map((operator) => ({
      code: codes[operator.int(0)] ?? -1,
      inputs: operator.ints(1),
      output: operator.ints(2)[0] ?? -1,
      options: operator.table(4),
    }));
    tensors.forEach((tensor, i) => {
      const bytes = buffers[tensor.int(2)]?.bytes(0);
      if (bytes && bytes.length > 0) this.constants.set(i, { shape: tensor.ints(0), data: decode(bytes, tensor.byte(1)) });
    });
    this.foldDequantized();
  }

  /** @param input Values in the model's own order and range. @returns Its outputs by their shape's last number. */
  run(input: Float32Array): Tensor[] {
    const values: Values = new Map(this.constants);
    values.set(this.input, { shape: this.shapes[this.input] ?? [], data: input });
    for (const step of this.steps) values.set(step.output, this.apply(step, values));
    return this.outputs.map((output) => take(values, output));
  }

  /** Weights are stored as half floats behind a DEQUANTIZE each; they are unpacked once, here. */
  private foldDequantized(): void {
    const rest = this.steps.filter((step) => {
      const constant = this.constants.get(step.inputs[0] ?? -1);
      if (step.code !== op.dequantize || !constant) return true;
      this.constants.set(step.output, constant);
      return false;
    });
    this.steps.splice(0, this.steps.length, ...rest);
  }

  private apply({ code, inputs, output, options }: Step, values: Values): Tensor {
    const at = (i: number) => take(values, inputs[i] ?? -1);
    const bias = () => (inputs[2] === undefined || inputs[2] < 0 ? null : at(2));
    switch (code) {
      case op.conv:
        return conv(at(0), at(1), bias(), windowOf(options, 3));
      case op.depthwise:
        return depthwise(at(0), at(1), bias(), windowOf(options, 4));
      case op.maxPool:
        return maxPool(at(0), options?.int(3) ?? 1, options?.int(4) ?? 1, windowOf(options, 5));
      case op.add:
        return add(at(0), at(1), options?.byte(0) === 1);
      case op.relu:
        return relu(at(0));
      case op.pad:
        return pad(at(0), [...at(1).data]);
      case op.reshape:
        return { shape: this.shapes[output] ?? [], data: at(0).data };
      case op.concatenation:
        return concatenate(inputs.map((_, i) => at(i)));
      default:
        throw new Error(`operator ${code} is not known here`);
    }
  }
}

/** Padding, strides and the fused activation (0 none, 1 ReLU), which stand in the same places in every options table but the last. */
function windowOf(options: Table | null, activationField: number): Window {
  const activation = options?.byte(activationField) ?? 0;
  if (activation > 1) throw new Error(`activation ${activation} is not known here`);
  return { same: options?.byte(0) === 0, strideX: options?.int(1, 1) ?? 1, strideY: options?.int(2, 1) ?? 1, relu: activation === 1 };
}

function take(values: Values, index: number): Tensor {
  const tensor = values.get(index);
  if (!tensor) throw new Error(`tensor ${index} has no value`);
  return tensor;
}

function decode(bytes: Uint8Array, type: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const each = (size: number, read: (at: number) => number) => Float32Array.from({ length: bytes.length / size }, (_, i) => read(i * size));
  if (type === tensorType.float32) return each(4, (at) => view.getFloat32(at, true));
  if (type === tensorType.int32) return each(4, (at) => view.getInt32(at, true));
  if (type === tensorType.float16) return each(2, (at) => halfToFloat(view.getUint16(at, true)));
  throw new Error(`tensor type ${type} is not known here`);
}

/** IEEE 754 binary16. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
