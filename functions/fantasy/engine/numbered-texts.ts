/** Texts, numbered in order of appearance. */
export class NumberedTexts {
  readonly texts: string[];
  readonly #numbers: Map<string, number>;
  readonly #most: number;

  /** @param most of all texts */
  constructor(most: number, texts: readonly string[] = []) {
    this.#most = most;
    this.texts = [...texts];
    this.#numbers = new Map(texts.map((text, number) => [text, number]));
  }

  /** @throws RangeError when there are too many */
  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.texts.length >= this.#most) throw new RangeError(`more than ${this.#most} different texts`);
    const number = this.texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }
}
