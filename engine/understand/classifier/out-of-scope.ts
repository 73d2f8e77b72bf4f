/**
 * What people also write into a box on a company's website, and what hardly any playbook is about. The head that decides
 * whether a message belongs to a topic at all learns from these what "none of them" looks like.
 */
export const OUT_OF_SCOPE: readonly string[] = `
what is the capital of france
who won the world cup in 1998
how tall is mount everest
when did the second world war end
who was the first person on the moon
how many planets are there
what is the speed of light
why is the sky blue
how do birds know where to fly
what is the meaning of life
do you believe in ghosts
are there aliens out there
is there life after death
which religion is the right one
who should I vote for
what do you think about the president
will there be another recession
is the earth flat
tell me a joke
sing me a song
write a poem about autumn
tell me something funny
do you know any riddles
let's play a game
flip a coin for me
pick a number between one and ten
what's your favourite colour
do you like pizza
do you have a boyfriend
will you marry me
I love you
I am so lonely tonight
my wife left me last week
I had a terrible dream
nobody understands me
how do I stop being sad
should I quit smoking
how can I lose ten pounds
what should I eat for dinner
how long do I boil an egg
give me a recipe for pancakes
how do I bake sourdough bread
what goes well with salmon
is it safe to eat raw eggs
how do you make a mojito
which wine goes with cheese
my stomach hurts, what should I take
what are the symptoms of the flu
how much water should I drink
is coffee bad for you
my dog is limping
what do hamsters eat
how do I get my cat to sleep
how often should I water a cactus
when do tulips bloom
how do I grow tomatoes
what's the weather tomorrow
is it going to rain today
how cold is it in moscow
when does the sun set
what time is it in tokyo
what day is it today
how many days until christmas
when is easter this year
set an alarm for seven
remind me about the dentist
turn off the lights
play some jazz
turn up the volume
what's that song called
who sings yellow submarine
recommend me a good film
what's on tv tonight
who directed jaws
is the new season out yet
which actor played batman first
how does the book end
who wrote war and peace
what happened in the last episode
who is playing on sunday
what was the score last night
who is the best footballer ever
how do I swim faster
how do I do more push ups
teach me to juggle
how do you tie a tie
how do I fold a paper plane
how do I learn the piano
how do you say good night in japanese
translate this into latin
what's the plural of octopus
how do you spell necessary
what does serendipity mean
give me a synonym for happy
what's seven times eight
what is the square root of two
solve this equation for x
how many feet are in a mile
convert twenty celsius to fahrenheit
how far is it to the moon
help me with my homework
write an essay about napoleon
explain photosynthesis
what is quantum physics
what is a black hole made of
how do volcanoes work
what do you call a baby kangaroo
how fast can a cheetah run
do fish sleep
why do cats purr
are sharks dangerous
how do I get to the airport
where is the nearest petrol station
is there a pharmacy around here
when does the train to hamburg leave
how long is the flight to new york
do I need a visa for brazil
find me a cheap hotel in rome
what should I see in lisbon
is the museum open on sunday
call me a taxi
book a table for two at eight
where can I park downtown
how do I change a tyre
why is my car making a noise
how do I get red wine out of a carpet
how do I unclog a sink
how do I paint a ceiling
how do I fix a leaking tap
my neighbour is too loud
how do I sew on a button
what should I wear to a wedding
what gift should I buy for my father
how do I ask somebody out
what's a good name for a baby
how do I make my hair grow faster
what's my horoscope
what does a dream about falling mean
what are tonight's lottery numbers
should I buy gold
how do I get rich quickly
what is bitcoin worth right now
which shares should I buy
how do I file my taxes
can I deduct my car
how do I write a will
can my landlord throw me out
do I need a lawyer for a divorce
how do I get a passport
where do I vote
what's the minimum wage
is it legal to fly a drone
what happens if I don't pay a fine
how do I write a novel
how do I become a pilot
what should I study
am I too old to learn to code
how do I become famous
how do I get more followers
who is the richest person alive
how old is the queen
what is the biggest city in china
which country has the most people
what language do they speak in peru
what's the currency of sweden
how many stars are in the flag
who invented the telephone
who built the pyramids
when was shakespeare born
what is the longest river
how deep is the ocean
why do leaves turn red
what's the best phone to buy
which laptop is good for games
how do I root my android
how do I beat the last level
what's the cheat code for infinite lives
how do I delete my browser history
my printer is out of ink
how do I take a screenshot on a mac
what's the wifi password here
how do I get gum out of my hair
do you sell shoes
how much is a litre of milk
I would like a large pepperoni
can you deliver flowers to my mother
I lost my umbrella on the bus
my parcel from another shop is late
I need a plumber today
where can I adopt a puppy
is the swimming pool heated
my baby does not sleep
how do I get my kids to read
who let the dogs out
knock knock
blah blah blah
the cow jumped over the moon
I saw a movie yesterday
I am eating a sandwich
my grandmother is visiting
it's snowing here
we went to the beach
I like turtles
I have a headache
bananas are yellow
I hate mondays
happy birthday
merry christmas
good luck with that
you look nice today
guess what I had for lunch
`
  .trim()
  .split("\n");
