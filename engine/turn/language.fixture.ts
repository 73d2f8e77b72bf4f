/** A playbook that uses every verb and key of the language but `book`, and the one that it runs. */
export const EVERYTHING = `
playbook: everything
title: Everything
language: en
start_when:
  - { page: /pricing*, after: 10 seconds, not_seen_for: 7 days }
  - { event: hello, on: [web, email], give: { first_name: first } }
questions:
  name: { ask: What should I call you?, answer: name, remember: 90 days }
  size:
    ask: How many people are on your team?
    answer: number
    check: [{ at_least: 1, sorry: "At least one, you!" }, { at_most: 100000 }]
    sorry: Just a number, like 25.
    why: It tells us which plan fits.
    called: team size
  role: { ask: What is your role?, choices: [Founder, Sales, { label: IT, also: [engineer, admin] }] }
  topics: { ask: Which topics?, choices: [Leads, Chat, Mail], pick: many }
  depth: { ask: "How deep into {{ topic or 'it' }}?", answer: rating, from: 1, to: 5 }
  budget: { ask: Which budget?, answer: money, optional: true }
  start: { ask: When do you start?, answer: date, optional: true }
  at: { ask: At what time?, answer: time, optional: true }
  phone: { ask: Which phone number?, answer: phone, optional: true, private: true }
  site: { ask: Where is your site?, answer: url, optional: true }
  story: { ask: What is it about?, answer: long_text, optional: true, topics: false }
  code: { ask: Which code?, answer: text, optional: true, check: { looks_like: AA-99 } }
  paper: { ask: Do you have a plan?, answer: file, optional: true, sorry: I need a file. }
  news: { ask: May we write to you?, answer: consent, for: marketing }
  email: { ask: What is your work email?, answer: work_email }
  friend: { ask: Who else?, answer: email }
  slot: { ask: Which time suits you?, choices_from: slots, show: label }
  happy: { ask: "So {{ size or 'no' }} people. All right?", answer: yes_no }
  next: { ask: What next?, choices: [A price, A meeting, Nothing more] }
score:
  - { when: { size: { over: 50 } }, add: 30, because: Bigger team }
  - { when: { role: [Founder, Sales] }, add: 20, because: Decision maker }
  - { when: { topics: { includes: Leads } }, add: 10, because: Core use }
  - { when: [{ budget: { at_least: 1000 } }, { not: { start: { known: true } } }], add: 5, because: Fits }
grades: { hot: 50, warm: 20 }
lead: { unique_by: email, save: as_you_go, fields: { full_name: name, employees: size } }
talk:
  start:
    - say_one_of: [Hi!, Hello!]
    - say: "Welcome, {{ first_name or 'friend' }}."
    - split: opening
      paths:
        - { name: plain, share: 50, do: [{ say: Some questions. }] }
        - { name: gift, share: 50, do: [{ show: { file: slides.pdf, label: Slides } }] }
    - ask: [name, size, role, topics]
    - if: { size: { between: [2, 5] } }
      then: [{ say: A small team. }, { tag: [small, watch] }]
      else: [{ tell: { team: sales, message: "{{ name or 'Somebody' }} has a team of {{ size or '?' }}." } }]
    - for_each: topics
      as: topic
      do:
        - if: { topic: Chat }
          then: [{ skip: round }]
        - ask: depth
          add_to: depths
        - call: content.best
          send: { about: "{{ topic }}", deep: "{{ depth or '1' }}" }
          save_as: article
          give_up_after: 8 seconds
          if_fails: [{ skip: round }]
        - show: { cards: [{ title: "{{ article.title or 'An article' }}", text: "On {{ topic }}", buttons: [{ label: Read, link: "https://example.com/a" }] }] }
    - set: { plan: Small, people: "{{ size }}", seats: { formula: size * 2 + 1 } }
    - choose:
        - when: { size: { over: 50 }, role: [Founder, Sales] }
          do: [{ set: { plan: Large } }, { ask: budget }]
        - when: [{ role: IT }, { depths: { includes: 5 } }]
          do: [{ ask: [start, at, phone, site, story, code, paper] }]
        - otherwise: [{ say: "The {{ plan }} plan, then." }]
    - goto: menu
  menu:
    - ask: next
    - choose:
        - when: { next: A price }
          do:
            - say: "Your plan is {{ plan }} for {{ people or 'some' }}."
            - goto: menu
        - when: { next: A meeting }
          do: [{ goto: meet }]
        - otherwise: [{ goto: friends }]
  meet:
    - run: booking
      from: pick
      with: { address: email }
    - if: { outcome: booked }
      then: [{ say: See you then. }]
    - goto: friends
  friends:
    - repeat:
        up_to: 2
        ask_first: Anyone else?
        do: [{ ask: friend, add_to: friend_list }]
    - ask: happy
    - if: { happy: false }
      then:
        - change_answer: [size, role]
        - goto: friends
    - choose:
        - when: { grade: hot, open: sales }
          do: [{ goto: person }]
        - otherwise: [{ wait: 2 days }, { say: { plain: Here again., warm: Nice to be back! } }, { ask_again: email }, { goto: terms }]
  terms:
    tone: plain
    do:
      - say: These are our terms.
      - if: { twice: { known: true } }
        then: [{ goto: finish }]
      - ask: news
      - set: { twice: "yes" }
      - wait: 1 hour
      - goto: { section: terms, keep_answers: true }
  finish:
    - call: crm.save
      send: { who: "{{ email or '' }}", friends: "{{ friend_list or 'none' }}" }
      if_changed: content.best
      if_fails: [{ tag: by_hand }]
    - if: { formula: "size > 20 && grade != 'cold'" }
      then: [{ tag: worth_it }]
    - end: done
  person:
    - handoff: sales
      message: One moment.
      note: "Team of {{ size or '?' }}, {{ grade }}."
      answer_within: 3 minutes
      while_waiting: [{ after: 60 seconds, say: Still looking. }]
      if_nobody: [{ ask: email }, { end: left_message }]
      when_back: [{ say: Robin again. }, { end: qualified }]
anytime:
  safe: { people_say: [is my data safe, GDPR], reply: Everything is encrypted. }
  demo:
    people_say: [show me a demo, demo]
    reply: With pleasure.
    do: [{ ask: site }, { show: { link: "https://example.com/demo", label: Demo } }]
  human: { goto: person }
  bye: { people_say: [not interested], do: [{ say: No problem. }, { end: declined }] }
  sell: { people_say: [talk about a meeting], goto: meet }
if_silent:
  - { after: 3 minutes, say: Still there? }
  - { after: 1 day, on: [email], say: Again? }
  - { after: 3 days, end: abandoned }
if_stuck: { tries: 3, do: [{ say: "Sorry, I'm not getting this." }, { if: { size: { known: true } }, then: [{ goto: person }] }] }
promises: { ends_in: [done, qualified, declined, abandoned], at_most: { questions: 30 }, every_handoff: can_fall_back }
when_changed: move
renamed: { company_size: size }
`;

/** What `everything` runs. */
export const BOOKING = `
playbook: booking
language: en
questions:
  address: { ask: Which address?, answer: email }
  slot: { ask: Which time suits you?, choices_from: slots, show: label }
  plate: { ask: What does your number plate say?, answer: text, optional: true }
score: [{ when: { slot: { known: true } }, add: 40, because: Has a time }]
grades: { hot: 30, warm: 10 }
talk:
  start: [{ goto: pick }]
  pick:
    - ask: address
    - call: calendar.slots
      send: { for: "{{ address }}" }
      save_as: slots
      if_fails: [{ say: No calendar today. }, { end: no_calendar }]
    - ask: slot
    - call: calendar.book
      send: { slot: "{{ slot.id }}" }
      if_fails: [{ end: no_calendar }]
    - say: "Booked for {{ slot }}."
    - end: booked
anytime:
  parking:
    people_say: [where can I park, parking]
    do: [{ ask: plate }, { say: "Room for {{ plate or 'your car' }}." }]
  later: { people_say: [book it later], do: [{ end: no_calendar }] }
if_stuck: { tries: 2, do: [{ say: Let us leave that. }, { end: no_calendar }] }
`;
