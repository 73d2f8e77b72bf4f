/**
 * Names as bits: a walk along all paths copies and joins its sets at every branch, and a file can hold thousands of names.
 * All sets of one walk come from one `noNames()` and share its numbering.
 */
export class NameSet {
  readonly #numbers: Map<string, number>;
  #bits: Uint32Array;

  private constructor(numbers: Map<string, number>, bits: Uint32Array) {
    this.#numbers = numbers;
    this.#bits = bits;
  }

  /** An empty set with a numbering of its own. */
  static noNames(): NameSet {
    return new NameSet(new Map(), new Uint32Array(4));
  }

  has(name: string): boolean {
    const number = this.#numbers.get(name);
    return number !== undefined && ((this.#bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  add(name: string): void {
    const number = this.#numbers.get(name) ?? this.#numbers.size;
    this.#numbers.set(name, number);
    const word = number >>> 5;
    if (word >= this.#bits.length) {
      const wider = new Uint32Array(Math.max(word + 1, this.#bits.length * 2));
      wider.set(this.#bits);
      this.#bits = wider;
    }
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (number & 31));
  }

  delete(name: string): void {
    const number = this.#numbers.get(name);
    if (number === undefined) return;
    const word = number >>> 5;
    if (word < this.#bits.length) this.#bits[word] = (this.#bits[word] ?? 0) & ~(1 << (number & 31));
  }

  /** A set of its own with these names too. */
  with(names: Iterable<string> = []): NameSet {
    const copy = new NameSet(this.#numbers, this.#bits.slice());
    for (const name of names) copy.add(name);
    return copy;
  }

  /** A set of its own with the names that are in both. */
  and(other: NameSet): NameSet {
    return new NameSet(
      this.#numbers,
      this.#bits.map((word, at) => word & (other.#bits[at] ?? 0)),
    );
  }

  isSame(other: NameSet): boolean {
    const length = Math.max(this.#bits.length, other.#bits.length);
    for (let at = 0; at < length; at++) {
      if ((this.#bits[at] ?? 0) !== (other.#bits[at] ?? 0)) return false;
    }
    return true;
  }
}
