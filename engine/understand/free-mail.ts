/** Providers whose addresses say nothing about where a person works. */
export const FREE_MAIL: {
  /** Under any ending: yahoo.com, yahoo.co.uk, yahoo.de. */
  readonly everywhere: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
} = {
  everywhere: new Set(
    "gmail googlemail yahoo ymail hotmail outlook live gmx yandex mailinator yopmail guerrillamail".split(
      " ",
    ),
  ),
  domains: new Set(
    `aol.com aim.com msn.com passport.com rocketmail.com icloud.com me.com mac.com mail.com email.com usa.com fastmail.com fastmail.fm
    hey.com zohomail.com zoho.com tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me proton.me protonmail.com
    protonmail.ch pm.me posteo.de posteo.net mailbox.org hushmail.com runbox.com disroot.org riseup.net startmail.com duck.com
    web.de freenet.de t-online.de arcor.de email.de 1und1.de online.de kabelmail.de vodafone.de mail.de
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr club-internet.fr numericable.fr
    libero.it virgilio.it tiscali.it alice.it tin.it email.it inwind.it
    terra.es telefonica.net movistar.es ono.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com r7.com sapo.pt
    bluewin.ch hispeed.ch aon.at chello.at ziggo.nl planet.nl kpnmail.nl telenet.be skynet.be
    btinternet.com talktalk.net sky.com virginmedia.com ntlworld.com blueyonder.co.uk
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net
    rogers.com shaw.ca sympatico.ca bigpond.com optusnet.com.au
    wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz mail.ru bk.ru list.ru inbox.ru rambler.ru ukr.net abv.bg
    qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net rediffmail.com
    10minutemail.com 20minutemail.com tempmail.com temp-mail.org temp-mail.io tempmail.net tempmailo.com throwawaymail.com
    trashmail.com trash-mail.com trashmail.de wegwerfmail.de sharklasers.com grr.la getnada.com nada.email maildrop.cc dispostable.com
    fakeinbox.com mailnesia.com mintemail.com mohmal.com moakt.com emailondeck.com spamgourmet.com discard.email mailcatch.com
    tempinbox.com burnermail.io inboxkitten.com mytemp.email minuteinbox.com dropmail.me mail.tm anonaddy.com`.split(
      /\s+/u,
    ),
  ),
};
