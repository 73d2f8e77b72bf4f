import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Embedding } from "./embedding.ts";
import { makeTopicClassifier, trainTopics } from "./topic-classifier.ts";
import { trainedFrom, trainedText } from "./trained-text.ts";
import { readWordVectors } from "./word-vectors.ts";

const TOPICS = [
  {
    name: "pricing",
    phrases: ["how much does it cost", "what are your prices", "is there a yearly discount"],
  },
  { name: "demo", phrases: ["I want to see a demo", "can you show me the product", "book a walkthrough"] },
  { name: "refund", phrases: ["I want my money back", "can I get a refund", "cancel and pay me back"] },
];

const FOLDER = new URL("../../../vectors/", import.meta.url);
const table = () => readFileSync(new URL("english.vectors.bin", FOLDER));
const words = () => readFileSync(new URL("english.words.txt", FOLDER), "utf8");

let vectors: Embedding;
beforeAll(() => {
  vectors = readWordVectors(table(), words());
});

function classifier(embedding: Embedding | undefined) {
  return makeTopicClassifier(TOPICS, embedding, trainTopics(TOPICS, embedding));
}

describe("the shipped table of word vectors", () => {
  test("words that mean nearly the same lie near each other", () => {
    const near = (one: string, other: string) =>
      vectors.embed(one)?.reduce((sum, value, at) => sum + value * (vectors.embed(other)?.[at] ?? 0), 0) ?? 0;
    expect(near("price", "cost")).toBeGreaterThan(0.4);
    expect(near("price", "penguin")).toBeLessThan(0.3);
    expect(near("refundability", "refund")).toBeGreaterThan(near("refundability", "penguin"));
  });

  test("says nothing of another language, and of nothing", () => {
    expect(vectors.embed("quanto custaria isso por favor amanhã")).toBeUndefined();
    expect(vectors.embed("")).toBeUndefined();
    expect(vectors.embed("!!! 🙂")).toBeUndefined();
  });

  test("a table that is cut off, or words of another one, are refused", () => {
    expect(() => readWordVectors(table().subarray(0, 1000), words())).toThrow(RangeError);
    expect(() => readWordVectors(table(), "one\ntwo\n")).toThrow("for 2 words");
    expect(() => readWordVectors(new Uint8Array(), "")).toThrow(RangeError);
  });
});

describe("the classifier", () => {
  test.each([
    ["what are the fees", "pricing"],
    ["is it expensive", "pricing"],
    ["could someone give me a tour", "demo"],
    ["I'd like to be reimbursed", "refund"],
  ])("with vectors understands %s, which shares no word with its topic", (text, name) => {
    expect(classifier(vectors)(text).ranked[0]?.name).toBe(name);
  });

  test("without vectors goes by words and letters", () => {
    const classify = classifier(undefined);
    expect(classify("yearly prices?").ranked[0]?.name).toBe("pricing");
    expect(classify("refunding").ranked[0]?.name).toBe("refund");
  });

  test.each([
    ["with", true],
    ["without", false],
  ] as const)("%s vectors tells strangers from its own", (_name, has) => {
    const classify = classifier(has ? vectors : undefined);
    const own = classify("how much does a refund cost").belonging;
    const strange = ["who painted the sistine chapel", "my cat has fleas", "sing a lullaby"];
    for (const text of strange) expect(classify(text).belonging).toBeLessThan(own / 2);
  });

  test("probabilities are one together, and the nearest phrase is named", () => {
    const { ranked } = classifier(vectors)("what is the price");
    expect(ranked.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    expect(ranked[0]).toMatchObject({ name: "pricing", nearest: "what are your prices" });
  });

  test("training is deterministic, and what is kept reads messages alike", () => {
    const kept = trainedText(TOPICS, vectors);
    expect(trainedText(TOPICS, vectors)).toBe(kept);
    const fresh = makeTopicClassifier(TOPICS, vectors, trainedFrom(undefined, TOPICS, vectors));
    const again = makeTopicClassifier(TOPICS, vectors, trainedFrom(kept, TOPICS, vectors));
    expect(again("is it expensive")).toEqual(fresh("is it expensive"));
  });

  test.each(["not JSON", "null", "{}", '{"recipe":0}'])(
    "what was kept and does not fit, %s, is trained anew",
    (kept) => {
      const trained = trainedFrom(kept, TOPICS, vectors);
      expect(trained).toEqual(trainedFrom(undefined, TOPICS, vectors));
    },
  );

  test("what was kept for other phrases or another table is trained anew", () => {
    const kept = trainedText(TOPICS.slice(1), vectors);
    expect(trainedFrom(kept, TOPICS, vectors).topic).toHaveLength(27);
    const bare = trainedText(TOPICS, undefined);
    expect(trainedFrom(bare, TOPICS, vectors)).toEqual(trainedFrom(undefined, TOPICS, vectors));
  });
});
