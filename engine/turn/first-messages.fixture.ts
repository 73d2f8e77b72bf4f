/** The box of a writer who also runs an agency: strangers dive in with whatever they want. */
export const STUDIO = `
playbook: studio
questions:
  need:
    ask: What brings you here?
    choices:
      - { label: A project, also: [work with you, hire you, a website, consulting] }
      - { label: A question about the blog, also: [the blog, an article] }
      - { label: Just looking, also: [nothing, browsing] }
  name: { ask: What should I call you?, answer: name }
  team_size: { ask: How many people are on your team?, answer: number }
  budget: { ask: "Is there a budget for it, in USD?", answer: money, optional: true }
  email: { ask: Where can we write to you?, answer: email }
talk:
  start:
    - say: Hi, I'm Robin, a bot.
    - ask: need
    - choose:
        - when: { need: A project }
          do: [{ ask: [name, team_size, budget, email] }, { say: "Thank you, we will write to {{ email }}." }, { end: lead }]
        - otherwise: [{ say: Enjoy the reading! }, { end: reading }]
anytime:
  writing:
    people_say: [how do I write a book, tips for writing a novel, I want to become an author, how do I get published, help me with my manuscript]
    reply: There is a whole shelf on that, from the first page to the publisher, under Writing.
  fast_money:
    people_say: [I need to make money fast, how do I earn money quickly, I need cash by next week, can you lend me money, I am broke and need help]
    reply: I can't help with money, and I won't promise what I can't keep. If it is urgent, a debt advice line near you is free.
  pricing:
    people_say: [what do you charge, how much does it cost, what are your prices, how expensive is a project, is there a price list, how much for a website]
    reply: Projects begin at $3,000. Tell me about yours and you get a figure.
  free:
    people_say: [is there a free plan, can I try it for free, is it free, free trial, do I have to pay for reading]
    reply: The blog and its templates are free. Work on your project is not.
  vendor:
    people_say: [we offer SEO services, I would like to sell you something, buy our backlinks, partnership proposal for your company, we are a supplier, we do marketing for companies like yours]
    reply: Offers from vendors are read on Fridays. Leave yours at vendors@studio.example.
  press:
    people_say: [I am a journalist, interview request, may I quote you in an article, we would like you on our podcast, press enquiry, I write for a newspaper]
    reply: "For press and podcasts: press@studio.example answers within a day."
  complaint:
    people_say: [I have a complaint, this is terrible service, nobody answers me, I am very unhappy with your work, I have been waiting for days, there is a mistake in my bill, nobody replies to my mails]
    reply: I'm sorry. That should not have happened, and a person looks at it today.
  jobs:
    people_say: [are you hiring, can I work for you, do you have an internship, where do I send my CV, open positions]
    reply: Open positions are listed under Jobs.
  about_box:
    people_say: [what chat software is this, who made this chat, which tool do you use for this box, how do I get such a chat on my site, is this drift]
    reply: This box runs on Parley, which is open source.
  webinar:
    people_say: [when is the next webinar, is there a recording of the event, can I join the live session, how do I sign up for the webinar]
    reply: The next live session is listed under Events, with the recordings of the last ones.
  privacy:
    people_say: [what do you do with my data, what happens with what I write here, is my data safe, who can read this chat, do you sell my email]
    reply: What you write here stays with us, and "forget me" deletes it.
  thanks:
    people_say: [thank you so much, I love your blog, I loved your last post, great article, you made my day, keep up the good work]
    reply: That is kind, thank you!
  human:
    people_say: [can somebody call me back, please call me]
    reply: Of course.
  hello:
    people_say: [hello, hi there, good morning, hey, anybody there]
    reply: Hello!
if_stuck: { tries: 3, do: [{ end: stuck }] }
`;
