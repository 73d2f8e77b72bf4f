/** One playbook that holds everything this version carries out. */
export const QUALIFY = `
playbook: qualify
language: en
start_when: [{ page: /pricing* }]
questions:
  name: { ask: What should I call you?, answer: name }
  team_size:
    ask: How many people are on your team?
    answer: number
    check: [{ at_least: 1, sorry: "At least one, you!" }]
    sorry: Just a number is fine, like 25.
  role: { ask: What is your role?, choices: [Founder or CEO, Marketing, { label: IT, also: [engineer] }] }
  goals: { ask: What would you like to get done?, choices: [More leads, Faster replies], pick: many }
  budget: { ask: Do you have a budget in mind?, answer: number, optional: true, why: It helps us suggest a plan. }
  email: { ask: What is your work email?, answer: work_email, sorry: Could I have your work address? }
  confirm: { ask: "Team of {{ team_size }}, role {{ role }}. All correct?", answer: yes_no }
score:
  - { when: { team_size: { over: 50 } }, add: 30, because: Bigger team }
  - { when: { role: [Founder or CEO, Marketing] }, add: 20, because: Decision maker }
  - { when: { goals: { includes: More leads } }, add: 10, because: Core use }
  - { when: { budget: { at_least: 10000 } }, add: 25, because: Budget fits }
grades: { hot: 60, warm: 30 }
lead:
  unique_by: email
  fields: { full_name: name, employees: team_size }
talk:
  start:
    - say_one_of: [Hi!, Hello!]
    - say: A few questions.
    - ask: [name, team_size, role, goals]
    - choose:
        - when: { team_size: { under: 5 } }
          do:
            - say: The free plan is for you.
            - show: { link: "https://example.com/free", label: Start free }
        - otherwise: [{ ask: budget }]
    - ask: email
    - goto: check
  check:
    - ask: confirm
    - if: { confirm: false }
      then:
        - change_answer: [team_size, role]
        - goto: check
    - choose:
        - when: { grade: hot, open: sales }
          do: [{ goto: to_a_human }]
        - otherwise:
            - say: "Thanks {{ name }}!"
            - end: nurture
  to_a_human:
    - handoff: sales
      message: One moment.
      note: 'Team of {{ team_size or "?" }}, score {{ score }}.'
      answer_within: 3 minutes
      while_waiting: [{ after: 60 seconds, say: Still looking. }]
      if_nobody: [{ say: Everyone is busy. }, { ask: email }, { end: left_message }]
      when_back: [{ say: Robin here again. }, { end: qualified }]
anytime:
  security:
    people_say: [is my data safe, GDPR]
    reply: Everything is encrypted.
    do: [{ show: { link: "https://example.com/security", label: Security page } }]
  pricing: { people_say: [what does it cost, price], reply: From EUR 20 a month. }
  human: { goto: to_a_human }
  not_interested:
    people_say: [not interested, leave me alone]
    do: [{ say: No problem. }, { end: declined }]
if_silent:
  - { after: 3 minutes, say: Still there? }
  - { after: 3 days, end: abandoned }
if_stuck:
  tries: 3
  do: [{ say: "Sorry, I'm not getting this." }, { goto: to_a_human }]
`;
