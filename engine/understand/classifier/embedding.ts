/**
 * Turns a text into a vector that lies near those of texts that mean nearly the same. The shipped table of word vectors
 * is one; a sentence model could take its place.
 */
export interface Embedding {
  /** Names what it was made of: models trained with another one are trained anew. */
  readonly name: string;
  readonly dimensions: number;
  /** Of length 1; undefined where it knows too little of the text to say anything. */
  embed(text: string): Float32Array | undefined;
}
