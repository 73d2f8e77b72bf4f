/** What a person has written and not sent, by conversation. Kept while the page is open, also over a log in. */
export interface Drafts {
  read(person: string, conversation: string): string;
  write(person: string, conversation: string, text: string): void;
}

export function createDrafts(): Drafts {
  const texts = new Map<string, string>();
  return {
    read: (person, conversation) => texts.get(`${person} ${conversation}`) ?? "",
    write: (person, conversation, text) => {
      if (text === "") texts.delete(`${person} ${conversation}`);
      else texts.set(`${person} ${conversation}`, text);
    },
  };
}
