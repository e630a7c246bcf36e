/** What is said of SmugMug alone (daemon/holdfast/sources/smugmug*.py, domain/skips.py, engine/accounts.py). */

import type { Sentences } from "@/words/sentences";

export const SMUGMUG: Sentences = {
  "SmugMug did not let Holdfast in yet.": "SmugMug hat Holdfast noch nicht hereingelassen.",
  "Open SmugMug and bring back the six digits.": "Öffne SmugMug und bring die sechs Ziffern mit zurück.",
  "{name} withholds the original of {photo}.": "{name} gibt das Original von {photo} nicht heraus.",
  "See at SmugMug whether the original may be downloaded, then retry. No smaller copy is taken.":
    "Sieh bei SmugMug nach, ob das Original heruntergeladen werden darf, dann versuche es noch einmal. Eine kleinere Kopie wird nicht genommen.",
  "An album of {name} did not list all the photos that SmugMug counts there.": "Ein Album von {name} nannte nicht alle Fotos, die SmugMug dort zählt.",
  "{#albums} albums of {name} did not list all the photos that SmugMug counts there.": "{albums} Alben von {name} nannten nicht alle Fotos, die SmugMug dort zählt.",
  "Nothing to do, nothing is taken for deleted, and the next backup asks again.": "Nichts zu tun: Nichts gilt als gelöscht, und die nächste Sicherung fragt wieder.",
  "Ask SmugMug for an API key at api.smugmug.com/api/developer/apply, and copy key and secret from there.":
    "Lass dir von SmugMug unter api.smugmug.com/api/developer/apply einen API-Schlüssel geben und kopiere Schlüssel und Geheimnis von dort.",
  "SmugMug is asked at its own address, or at a stand-in on this computer.": "SmugMug wird an seiner eigenen Adresse gefragt oder an einem Stellvertreter auf diesem Computer.",
  "That cannot be the name of a SmugMug account.": "Das kann kein Name eines SmugMug-Kontos sein.",
  "Leave the address away.": "Lass die Adresse weg.",
  "A row of the listing is not a row at all.": "Eine Zeile der Liste ist gar keine Zeile.",
  "Open the page at SmugMug again and type the six digits that it shows then.": "Öffne die Seite bei SmugMug noch einmal und tippe die sechs Ziffern, die sie dann zeigt.",
  "The sign-in waited for more than five minutes.": "Die Anmeldung hat länger als fünf Minuten gewartet.",
  "The code that SmugMug shows has six digits.": "Der Code, den SmugMug zeigt, hat sechs Ziffern.",
  "Type them as your browser shows them.": "Tippe sie so, wie dein Browser sie zeigt.",
  "This sign-in is not known any more.": "Diese Anmeldung ist nicht mehr bekannt.",
  "{name} answered the sign-in with something that is none.": "{name} hat die Anmeldung mit etwas beantwortet, das keine ist.",
  "SmugMug does not say whose account this is.": "SmugMug sagt nicht, wessen Konto das ist.",
  "Sign in to SmugMug again: Settings, Sources, or `holdfast source add smugmug` with the same name.":
    "Melde dich bei SmugMug neu an: Einstellungen, Quellen, oder `holdfast source add smugmug` mit demselben Namen.",
  "{name} does not have what Holdfast asked for.": "{name} hat nicht, wonach Holdfast fragte.",
  "The list of albums of {name} has no end.": "Die Liste der Alben von {name} hat kein Ende.",
  "The list of albums of {name} changes while it is read.": "Die Liste der Alben von {name} ändert sich, während sie gelesen wird.",
  "{name} sent a listing that does not say how long it is.": "{name} hat eine Liste gesendet, die nicht sagt, wie lang sie ist.",
  "{name} does not know the API key.": "{name} kennt den API-Schlüssel nicht.",
  "{name} does not accept the API key.": "{name} nimmt den API-Schlüssel nicht an.",
  "{name} refuses the API secret: it does not belong to the API key.": "{name} lehnt das API-Geheimnis ab: Es gehört nicht zum API-Schlüssel.",
  "{name} no longer lets Holdfast in: the permission was taken back.": "{name} lässt Holdfast nicht mehr herein: Die Erlaubnis wurde zurückgenommen.",
  "{name} has waited too long for the six digits.": "{name} hat zu lange auf die sechs Ziffern gewartet.",
  "{name} says that this code was used already.": "{name} sagt, dass dieser Code schon benutzt wurde.",
  "{name} does not accept the six digits.": "{name} nimmt die sechs Ziffern nicht an.",
  "{name} was told not to let Holdfast in.": "{name} soll Holdfast nicht hereinlassen.",
  "withheld: the account lists it and does not hand out its original": "zurückgehalten: Das Konto nennt es und gibt das Original nicht heraus",
  "still being processed in the cloud; every backup looks again": "in der Cloud noch in Arbeit; jede Sicherung sieht wieder nach",
};
