/** A small playbook with everything that a server has to do something about: questions, a score, a handoff with clocks. */
export const HELLO = `
playbook: hello
title: Hello
language: en

start_when:
  - page: /pricing*
    after: 10 seconds
  - event: clicked_talk
    give: { plan: plan_name }

questions:
  name: { ask: "What is your name?", answer: name }
  size: { ask: "How many are you?", answer: number }

score:
  - { when: { size: { over: 10 } }, add: 20, because: More than ten }
grades: { hot: 15, warm: 5 }

lead:
  fields: { full_name: name, seats: size }

talk:
  start:
    - say: Hi, I am a bot.
    - ask: [name, size]
    - goto: to_a_human
  to_a_human:
    - handoff: sales
      message: One moment.
      note: "{{ name }}, a team of {{ size }}"
      answer_within: 3 minutes
      while_waiting:
        - { after: 60 seconds, say: Still looking. }
      if_nobody:
        - say: Nobody is there.
        - end: nobody
      when_back:
        - say: The bot again.
        - end: helped
`;

/** One that asks for words for as long as somebody gives it some. */
export const ENDLESS = `
playbook: endless
questions:
  word: { ask: Next word?, answer: text }
talk:
  start:
    - ask: word
    - goto: start
`;
