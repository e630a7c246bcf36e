/** The answer to "are all my photos safe?" and "can I rely on it?" (domain/status.py, trust.py, evidence.py, verification.py, risks.py). */

import type { Sentences } from "@/words/sentences";

export const STATUS: Sentences = {
  // safe
  "All {#count} photos are safe.": "Alle {count} Fotos sind gesichert.",
  "Your one photo is safe.": "Dein eines Foto ist gesichert.",
  "The account is empty: there is nothing to copy.": "Das Konto ist leer: Es gibt nichts zu kopieren.",
  "{#count} skipped by rule.": "{count} durch eine Regel ausgelassen.",
  "{#safe} of 1 photo is safe.": "{safe} von 1 Foto ist gesichert.",
  "{#safe} of {@photos} are safe.": "{safe} von {photos} sind gesichert.",
  "{#count} is archived and not copied.": "{count} ist archiviert und nicht kopiert.",
  "{#count} are archived and not copied.": "{count} sind archiviert und nicht kopiert.",

  // attention
  "{#count} needs you.": "{count} braucht dich.",
  "{#count} need you.": "{count} brauchen dich.",
  "{name} has not been checked completely of late.": "{name} wurde in letzter Zeit nicht ganz durchgesehen.",
  "Nothing of {name} is copied.": "Von {name} ist nichts kopiert.",
  "Its one photo is left out by its rules.": "Ihr einziges Foto ist durch ihre Regeln ausgelassen.",
  "Its one photo is archived.": "Ihr einziges Foto ist archiviert.",
  "All {#count} photos are left out by its rules.": "Alle {count} Fotos sind durch ihre Regeln ausgelassen.",
  "All {#count} photos are archived.": "Alle {count} Fotos sind archiviert.",
  "{#archived} of {@photos} are archived, its rules leave out the others.": "{archived} von {photos} sind archiviert, ihre Regeln lassen die anderen aus.",
  "{name} says that {#gone} of your {@photos} are gone. We kept all copies and changed nothing.":
    "{name} sagt, dass {gone} von deinen {photos} nicht mehr da sind. Wir haben alle Kopien behalten und nichts geändert.",
  "{#gone} of {@files} are no longer in the library {place}. None was marked missing.":
    "{gone} von {files} sind nicht mehr in der Bibliothek {place}. Keine wurde als fehlend vermerkt.",

  // problem
  "Backups have stopped: {@why}": "Die Sicherung ist stehen geblieben: {why}",

  // working
  "Looking at {name}. Found {@photos} so far…": "{name} wird durchgesehen. Bisher {photos} gefunden…",
  "Re-reading the library: {#done} of {@files} checked.": "Die Bibliothek wird zurückgelesen: {done} von {files} geprüft.",
  "Copying photos from {name}. {@photos} to go.": "Fotos von {name} werden kopiert. Noch {photos}.",
  "Finishing…": "Wird fertig…",
  "Starting…": "Beginnt…",

  // why it takes so long
  "The limit that you set for this hour holds it back. You can lift it in the settings.": "Die Grenze, die du für diese Stunde gesetzt hast, hält auf. In den Einstellungen kannst du sie aufheben.",
  "The cloud asks us to slow down. Nothing to do, it goes on by itself.": "Die Cloud bittet darum, langsamer zu machen. Nichts zu tun, es geht von selbst weiter.",
  "Many requests fail and are made again. Look whether your connection is steady.": "Viele Anfragen scheitern und werden wiederholt. Sieh nach, ob deine Verbindung beständig ist.",
  "Your drive takes most of the time to write. Another port, cable or drive may help.": "Das Schreiben auf dein Laufwerk braucht die meiste Zeit. Ein anderer Anschluss, ein anderes Kabel oder Laufwerk kann helfen.",
  "There are many small photos: each costs a request, however fast your connection is. Nothing to do.": "Es sind viele kleine Fotos: Jedes kostet eine Anfrage, wie schnell deine Verbindung auch ist. Nichts zu tun.",
  "Your connection to the cloud sets the pace. A cable or a quieter hour may help.": "Deine Verbindung zur Cloud bestimmt das Tempo. Ein Kabel oder eine ruhigere Stunde kann helfen.",

  // waiting and paused
  "Waiting for your drive: {@why}": "Wartet auf dein Laufwerk: {why}",
  "Waiting.": "Wartet.",
  "It goes on at {@at}.": "Es geht weiter: {at}.",
  "The next backup tries again.": "Die nächste Sicherung versucht es wieder.",
  "There is nothing to back up yet. Add your first source.": "Noch gibt es nichts zu sichern. Füge deine erste Quelle hinzu.",
  "{name} has not been looked at completely yet.": "{name} ist noch nicht ganz durchgesehen.",
  "1 photo is not copied yet.": "1 Foto ist noch nicht kopiert.",
  "{@photos} are not copied yet.": "{photos} sind noch nicht kopiert.",
  "You paused all backups.": "Du hast alle Sicherungen angehalten.",
  "You paused all backups until {@at}.": "Du hast alle Sicherungen angehalten, es geht weiter: {at}.",
  "Your sources were last looked at {@age}: what came since is not copied.": "Deine Quellen wurden zuletzt {age} durchgesehen: Was seitdem kam, ist nicht kopiert.",
  "Nothing was looked at completely before.": "Vorher wurde noch nichts ganz durchgesehen.",
  "You paused the backup.": "Du hast die Sicherung angehalten.",

  // the line under it
  "A complete check comes with the next backup.": "Mit der nächsten Sicherung wird alles durchgesehen.",
  "Last complete check {@age}.": "Zuletzt ganz durchgesehen {age}.",
  "{#left} of {#limit} calls left.": "{left} von {limit} Abfragen übrig.",
  "{#left} of {#limit} calls left, finishes about {@at}.": "{left} von {limit} Abfragen übrig, fertig etwa {at}.",
  "The next check of {name} takes up to {#needed} calls, {#left} of {#limit} are left: begun now, it finishes about {@at}.":
    "Die nächste Durchsicht von {name} braucht bis zu {needed} Abfragen, {left} von {limit} sind übrig: Jetzt begonnen, ist sie etwa {at} fertig.",
  "{#count} safe {were} compared by size only; {#more} safe {also} copied with nothing to compare with.":
    "{count} gesicherte Fotos nur in der Größe verglichen; {more} ohne etwas zum Vergleichen kopiert.",
  "1 safe photo was compared by size only.": "1 gesichertes Foto wurde nur in der Größe verglichen.",
  "{#count} safe photos were compared by size only.": "{count} gesicherte Fotos wurden nur in der Größe verglichen.",
  "1 safe photo was copied with nothing to compare with.": "1 gesichertes Foto wurde ohne etwas zum Vergleichen kopiert.",
  "{#count} safe photos were copied with nothing to compare with.": "{count} gesicherte Fotos wurden ohne etwas zum Vergleichen kopiert.",
  "1 file was not read back for more than {#days} days.": "1 Datei wurde seit mehr als {days} Tagen nicht zurückgelesen.",
  "{@files} were not read back for more than {#days} days.": "{files} wurden seit mehr als {days} Tagen nicht zurückgelesen.",
  "1 file of photos that no source has any more is damaged or missing: put copies of your own in their place if you have any; `holdfast status` names them.":
    "1 Datei eines Fotos, das keine Quelle mehr hat, ist beschädigt oder fehlt: Leg eine eigene Kopie an ihre Stelle, falls du eine hast; `holdfast status` nennt sie.",
  "{@files} of photos that no source has any more are damaged or missing: put copies of your own in their place if you have any; `holdfast status` names them.":
    "{files} von Fotos, die keine Quelle mehr hat, sind beschädigt oder fehlen: Leg eigene Kopien an ihre Stelle, falls du welche hast; `holdfast status` nennt sie.",

  // can I rely on it?
  "{@files} are gone from your library at once. Say what that means.": "{files} sind auf einmal aus deiner Bibliothek verschwunden. Sag, was das bedeutet.",
  "1 file in your library is not as stored.": "1 Datei in deiner Bibliothek ist nicht mehr wie abgelegt.",
  "{@files} in your library are not as stored.": "{files} in deiner Bibliothek sind nicht mehr wie abgelegt.",
  "The last drill brought back only {#intact} of {@photos} whole.": "Die letzte Probe brachte nur {intact} von {photos} ganz zurück.",
  "The last drill could not restore {#lost} of {@photos}.": "Die letzte Probe konnte {lost} von {photos} nicht wiederherstellen.",
  "There is nothing in your library yet to rely on.": "In deiner Bibliothek ist noch nichts, worauf du dich verlassen könntest.",
  "1 file has not been read for more than {#days} days. That is made up.": "1 Datei wurde seit mehr als {days} Tagen nicht gelesen. Das wird nachgeholt.",
  "{@files} have not been read for more than {#days} days. That is made up.": "{files} wurden seit mehr als {days} Tagen nicht gelesen. Das wird nachgeholt.",
  "Everything your sources list is here. It has still to be read back from your drive.": "Alles, was deine Quellen listen, ist da. Es muss noch von deinem Laufwerk zurückgelesen werden.",
  "You can rely on your library.": "Du kannst dich auf deine Bibliothek verlassen.",
  "{#read} of 1 file was read again within {@days}.": "{read} von 1 Datei wurde innerhalb von {days} zurückgelesen.",
  "{#read} of {@files} were read again within {@days}.": "{read} von {files} wurden innerhalb von {days} zurückgelesen.",
  "No drill has tried yet to bring photos back.": "Noch keine Probe hat versucht, Fotos zurückzuholen.",
  "The last drill, {@age}, brought back {#intact} of {@photos} byte for byte.": "Die letzte Probe, {age}, brachte {intact} von {photos} Byte für Byte zurück.",
  "There is no copy of the catalog yet.": "Noch gibt es keine Kopie des Katalogs.",
  "The catalog was last copied {@age}.": "Der Katalog wurde zuletzt {age} kopiert.",

  // is everything here?
  "There is no source yet, so there is nothing to state.": "Noch gibt es keine Quelle, also nichts zu bezeugen.",
  "The library could not be looked at. {@why}": "Die Bibliothek ließ sich nicht ansehen. {why}",
  "The library has no manifest yet.": "Die Bibliothek hat noch kein Verzeichnis der Prüfsummen.",
  "{name}: it was never listed completely.": "{name}: nie ganz durchgesehen.",
  "{name}: its last complete listing is too old, or a later one was cut short.": "{name}: zuletzt vor zu langer Zeit ganz durchgesehen, oder eine spätere Durchsicht brach ab.",
  "{name}: 1 photo is not copied yet.": "{name}: 1 Foto ist noch nicht kopiert.",
  "{name}: {@photos} are not copied yet.": "{name}: {photos} sind noch nicht kopiert.",
  "{name}: 1 photo is not safe: each is named with what went wrong.": "{name}: 1 Foto ist nicht gesichert: Es ist genannt mit dem, was schiefging.",
  "{name}: {@photos} are not safe: each is named with what went wrong.": "{name}: {photos} sind nicht gesichert: Jedes ist genannt mit dem, was schiefging.",
  "{name}: the counts do not add up.": "{name}: Die Zahlen gehen nicht auf.",
  "{name}: none of its photos is copied.": "{name}: Keines ihrer Fotos ist kopiert.",
  "1 photo is not safe: each is named with what went wrong.": "1 Foto ist nicht gesichert: Es ist genannt mit dem, was schiefging.",
  "{@photos} are not safe: each is named with what went wrong.": "{photos} sind nicht gesichert: Jedes ist genannt mit dem, was schiefging.",

  // what is at risk
  "1 file of the library is damaged or missing.": "1 Datei der Bibliothek ist beschädigt oder fehlt.",
  "{@files} of the library are damaged or missing.": "{files} der Bibliothek sind beschädigt oder fehlen.",
  "1 photo could not be copied yet.": "1 Foto konnte noch nicht kopiert werden.",
  "{@photos} could not be copied yet.": "{photos} konnten noch nicht kopiert werden.",
  "1 file is in the library alone: no source lists it any more.": "1 Datei ist nur noch in der Bibliothek: Keine Quelle listet sie mehr.",
  "{@files} are in the library alone: no source lists them any more.": "{files} sind nur noch in der Bibliothek: Keine Quelle listet sie mehr.",
  "1 file was not read back for 90 days.": "1 Datei wurde seit 90 Tagen nicht zurückgelesen.",
  "{@files} were not read back for 90 days.": "{files} wurden seit 90 Tagen nicht zurückgelesen.",
  "Of {@photos} the source gave no checksum to compare with.": "Von {photos} gab die Quelle keine Prüfsumme zum Vergleichen.",
};
