/** A table of a FlatBuffer (https://flatbuffers.dev/internals): fields by number, absent ones with their default. Only what TFLite needs. */
export class Table {
  private readonly view: DataView;
  private readonly at: number;

  private constructor(view: DataView, at: number) {
    this.view = view;
    this.at = at;
  }

  /** The root table of a buffer. */
  static root(buffer: ArrayBuffer): Table {
    const view = new DataView(buffer);
    return new Table(view, view.getUint32(0, true));
  }

  byte(field: number, fallback = 0): number {
    const at = this.field(field);
    return at === 0 ? fallback : this.view.getInt8(at);
  }

  int(field: number, fallback = 0): number {
    const at = this.field(field);
    return at === 0 ? fallback : this.view.getInt32(at, true);
  }

  table(field: number): Table | null {
    const at = this.field(field);
    return at === 0 ? null : new Table(this.view, at + this.view.getUint32(at, true));
  }

  tables(field: number): Table[] {
    return this.elements(field, (at) => new Table(this.view, at + this.view.getUint32(at, true)));
  }

  ints(field: number): number[] {
    return this.elements(field, (at) => this.view.getInt32(at, true));
  }

  bytes(field: number): Uint8Array {
    const start = this.vector(field);
    return start === 0 ? new Uint8Array() : new Uint8Array(this.view.buffer, start + 4, this.view.getUint32(start, true));
  }

  private elements<T>(field: number, read: (at: number) => T): T[] {
    const start = this.vector(field);
    if (start === 0) return [];
    return Array.from({ length: this.view.getUint32(start, true) }, (_, i) => read(start + 4 + i * 4));
  }

  private vector(field: number): number {
    const at = this.field(field);
    return at === 0 ? 0 : at + this.view.getUint32(at, true);
  }

  /** Where a field's value lies; 0 when it is absent. */
  private field(field: number): number {
    const vtable = this.at - this.view.getInt32(this.at, true);
    const entry = 4 + field * 2;
    if (entry >= this.view.getUint16(vtable, true)) return 0;
    const offset = this.view.getUint16(vtable + entry, true);
    return offset === 0 ? 0 : this.at + offset;
  }
}
