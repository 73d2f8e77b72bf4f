/** A list of words written as one text. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

/** Said for manners' sake; they change nothing in any message. */
export const POLITE: ReadonlySet<string> = new Set(
  words(`please pls plz thanks thank thx ty hi hello hey um uh uhm erm hmm hm well so ok okay oh sorry now just
    bitte danke hallo also mal s il vous te plait merci bonjour por favor gracias hola obrigado obrigada ola`),
);

/** May stand around a wish ("can I talk to a human, please?") without changing it. Not "not", "no" and "my". */
export const AROUND_WISHES: ReadonlySet<string> = new Set([
  ...POLITE,
  ...words(`can could may might i me you we us want wanna would like need id ill rather prefer lets let a an the to with some
    really give get show then here there
    ich mochte will wurde gern gerne kann konnte konnten sie du mir mich einen einem einer eine ein den dem der die das mit zu
    je j veux voudrais aimerais peux puis un une le la les avec de du moi
    yo quiero quisiera puedo puede una el los las con al del me
    eu quero queria gostaria posso pode uma o os as com ao da um`),
]);

/** May stand around any answer: "I think it's about … or so". */
export const AROUND_ANSWERS: ReadonlySet<string> = new Set([
  ...POLITE,
  ...words(`i im am id ive we were are weve have has got is its it was be been would say think guess suppose believe
    probably maybe perhaps currently right at the moment my our mine a an the that thats this be there theres
    ich bin wir sind haben ist es das mein unser der die ein eine glaube
    je suis nous sommes avons est c cest mon notre le la un une
    soy somos tenemos es mi nuestro el la un una estamos
    eu sou temos meu nosso o a um uma`),
]);

/** May stand around a number: "about 80 or so". */
export const AROUND_NUMBERS: ReadonlySet<string> = new Set([
  ...AROUND_ANSWERS,
  ...words(`about around roughly approximately approx circa ca nearly almost exactly only like some ish or of in total all us
    per to for you currently overall altogether somewhere full part time strong etwa ungefahr rund zirka genau nur insgesamt knapp environ peu pres seulement
    unos unas aproximadamente solo solamente cerca so apenas`),
]);

/** May stand around a choice: "I'd go for …", "mostly …". */
export const AROUND_CHOICES: ReadonlySet<string> = new Set([
  ...AROUND_ANSWERS,
  ...words(`in for to go with choose pick prefer take want like mostly mainly rather one option answer work working do doing
    as from of guess lets ill definitely need interested
    fur nehme wahle mochte arbeite als en prends travaille como trabajo trabalho em na`),
]);

/** Too common to say what a message is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set([
  ...POLITE,
  ...words(`a an the this that these those i im me my mine we us our you your youre it its he she they them their
    is are am was were be been being do does did doing have has had having will would can could may might should shall
    of to in on at for from with by about into as and or if then than there here theres whats what which who how when where why
    tell know say ask question questions want need like id ill ive wanna get give got any some more info information please
    der die das den dem ein eine einen ist sind war ich du sie wir ihr es mir mich mein meine euer eure ihre und oder zu von
    mit fur auf im in an was wie wo wann wer warum kann konnen gibt hat habt haben viel
    le la les un une des de du est sont je tu il elle nous vous mon ma mes votre vos et ou a en que quel quelle comment
    el los las una unos es son yo tu su sus mi nosotros y o por para con que cual como cuanto hay
    os as um uma e sao eu voce meu minha seu sua nos com qual quanto ha tem`),
]);
