import Database from "libsql";
import { assign, setup, transition } from "xstate";

/** What a bare server needs beside HTTP: a small machine, and a file that is on the disk before anybody hears of it. */
export interface Floor {
  begin(id: string): Promise<Reply>;
  /** Resolves after the commit; rejects when the conversation is not there. */
  say(id: string, text: string): Promise<Reply>;
}

interface Message {
  readonly seq: number;
  readonly from: "visitor" | "bot";
  readonly at: string;
  readonly text: string;
  readonly name?: string;
  readonly change?: string;
  readonly input?: object;
}

interface Reply {
  readonly seq: number;
  readonly status: "bot" | "ended";
  readonly messages: readonly Message[];
}

interface Row {
  readonly snapshot: string;
  readonly seq: number;
}

/** As in playbooks/words.playbook.yml, so that a reply is as long as Parley's. */
const QUESTIONS = [
  ...["one", "two", "three", "four", "five", "six"],
  ...["seven", "eight", "nine", "ten", "eleven", "twelve"],
] as const;

const machine = setup({
  types: {
    context: {} as { readonly words: readonly string[] },
    events: {} as { readonly type: "word"; readonly word: string },
  },
  actions: { say: (_, _params: { readonly text: string }) => undefined },
}).createMachine({
  initial: "asking",
  context: { words: [] },
  states: {
    asking: {
      on: {
        word: {
          target: "heard",
          actions: [
            { type: "say", params: ({ event }) => ({ text: `Got ${event.word}.` }) },
            assign({ words: ({ context, event }) => [...context.words, event.word] }),
          ],
        },
      },
    },
    heard: {
      always: [{ guard: ({ context }) => context.words.length >= QUESTIONS.length, target: "over" }, "put"],
    },
    put: { always: { target: "asking", actions: { type: "say", params: { text: "Next word?" } } } },
    over: {},
  },
});

type Snapshot = ReturnType<typeof machine.resolveState>;

/** Opens `floor.db` in `dir`: WAL, `synchronous=FULL`, one transaction for all writes of one tick. */
export function openFloor(dir: string): Floor {
  const db = new Database(`${dir}/floor.db`);
  db.exec("pragma journal_mode = wal");
  db.exec("pragma synchronous = full");
  db.exec("create table conversation (id text primary key, seq integer, snapshot text) without rowid");
  db.exec("create table turn (conversation text, seq integer, body text, primary key (conversation, seq))");
  const load = db.prepare("select snapshot, seq from conversation where id = ?");
  const save = db.prepare("insert or replace into conversation (id, seq, snapshot) values (?, ?, ?)");
  const keep = db.prepare("insert into turn (conversation, seq, body) values (?, ?, ?)");
  const write = groupCommit(db);

  const commit = async (id: string, snapshot: Snapshot, from: number, said: readonly Unsent[]) => {
    const at = new Date().toISOString();
    const messages = said.map((message, index): Message => ({ seq: from + index + 1, at, ...message }));
    const seq = from + messages.length;
    const kept = JSON.stringify({ value: snapshot.value, context: snapshot.context });
    await write(() => {
      save.run(id, seq, kept);
      keep.run(id, seq, JSON.stringify(messages));
    });
    return { seq, status: snapshot.value === "over" ? "ended" : "bot", messages } as const;
  };

  return {
    begin: (id) => commit(id, machine.resolveState({ value: "asking", context: { words: [] } }), 0, [put(0)]),
    async say(id, text) {
      const row = load.all(id)[0] as Row | undefined;
      if (!row) throw new Error("there is no such conversation");
      const kept = machine.resolveState(
        JSON.parse(row.snapshot) as Parameters<typeof machine.resolveState>[0],
      );
      const [next, actions] = transition(machine, kept, { type: "word", word: text });
      const visitor = {
        from: "visitor",
        text,
        change: `change:${QUESTIONS[kept.context.words.length]}`,
      } as const;
      const texts = actions.map(({ params }) => (params as { readonly text: string }).text);
      const answers = texts.map((said) =>
        said === "Next word?" ? put(next.context.words.length) : bot(said),
      );
      return await commit(id, next, row.seq, [visitor, ...answers]);
    },
  };
}

type Unsent = Omit<Message, "seq" | "at">;

function bot(text: string): Unsent {
  return { from: "bot", name: "Robin", text };
}

function put(index: number): Unsent {
  const question = QUESTIONS[index];
  return { ...bot("Next word?"), input: { kind: "text", question, label: question, optional: false } };
}

function groupCommit(db: Database.Database): (work: () => void) => Promise<void> {
  let waiting: { readonly work: () => void; readonly done: () => void }[] = [];
  const commit = () => {
    const jobs = waiting;
    waiting = [];
    db.exec("begin immediate");
    for (const { work } of jobs) work();
    db.exec("commit");
    for (const { done } of jobs) done();
  };
  return (work) =>
    new Promise((done) => {
      if (waiting.push({ work, done }) === 1) setImmediate(commit);
    });
}
