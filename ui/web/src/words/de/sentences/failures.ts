/** What went wrong, as the sentences of the errors say it. What is not here stays English: rare, or in the words of a cloud. */

import type { Sentences } from "@/words/sentences";

export const FAILURES: Sentences = {
  // the library and its drive
  "The drive of your library is not connected.": "Das Laufwerk deiner Bibliothek ist nicht angeschlossen.",
  "The library is not at {where}: its drive may not be connected.": "Die Bibliothek ist nicht unter {where}: Ihr Laufwerk ist vielleicht nicht angeschlossen.",
  "The library's drive is no longer at {where}.": "Das Laufwerk der Bibliothek ist nicht mehr unter {where}.",
  "The library {where} is in use by {who}.": "Die Bibliothek {where} wird gerade benutzt von {who}.",
  "The drive with the library {where} is read-only just now.": "Das Laufwerk mit der Bibliothek {where} ist gerade nur lesbar.",
  "The system does not let Holdfast write in the library {where}.": "Das System lässt Holdfast nicht in die Bibliothek {where} schreiben.",
  "The system does not let Holdfast look at the library {where}.": "Das System lässt Holdfast nicht in die Bibliothek {where} sehen.",
  "The marker {where} cannot be read.": "Die Kennung {where} lässt sich nicht lesen.",
  "{where} holds another library ({other}), not yours ({yours}).": "Unter {where} liegt eine andere Bibliothek ({other}), nicht deine ({yours}).",
  "{where} is not empty ({name} is in it), so it cannot become the library.": "{where} ist nicht leer ({name} ist darin), kann also nicht die Bibliothek werden.",
  "{where} is not a folder, so it cannot become the library.": "{where} ist kein Ordner, kann also nicht die Bibliothek werden.",
  "There is no folder {where}.": "Es gibt keinen Ordner {where}.",

  // sources
  "{name} asked us to slow down.": "{name} hat uns gebeten, langsamer zu machen.",
  "{name} asks Holdfast to wait {when}: too many requests.": "{name} bittet Holdfast zu warten ({when}): zu viele Anfragen.",
  "{name} asks Holdfast to wait {when}: too many calls for now.": "{name} bittet Holdfast zu warten ({when}): vorerst zu viele Abfragen.",
  "{kind} no longer accepts the key of {name}. {@photos} are waiting.": "{kind} nimmt den Schlüssel von {name} nicht mehr an. {photos} warten.",
  "{name} refuses the key.": "{name} lehnt den Schlüssel ab.",
  "{name} cannot be reached: no connection to {host}.": "{name} ist nicht zu erreichen: keine Verbindung zu {host}.",
  "{name} does not answer: {host} kept silent.": "{name} antwortet nicht: {host} schwieg.",
  "{name} broke the connection to {host}.": "{name} hat die Verbindung zu {host} abgebrochen.",
  "{name} broke off in the middle of an answer.": "{name} hat mitten in einer Antwort abgebrochen.",
  "{name} has a problem of its own (status {status}).": "{name} hat selbst eine Störung (Status {status}).",
  "{name} has a problem of its own ({said}).": "{name} hat selbst eine Störung ({said}).",

  // one photo
  "The source sent a web page instead of {name}.": "Die Quelle hat statt {name} eine Webseite gesendet.",
  "The source sent a web page instead of {name}. It begins with: {begin}": "Die Quelle hat statt {name} eine Webseite gesendet. Sie beginnt mit: {begin}",
  "The source refuses to hand out {name}.": "Die Quelle gibt {name} nicht heraus.",
  "{name} no longer matches its checksum.": "{name} passt nicht mehr zu seiner Prüfsumme.",
  "{name} was replaced at the source after it was listed.": "{name} wurde bei der Quelle ersetzt, nachdem es gelistet war.",
  "{name} was replaced at the source while it was copied.": "{name} wurde bei der Quelle ersetzt, während es kopiert wurde.",
  "{name} came with more than the {#bytes} bytes that the source lists.": "{name} kam mit mehr als den {bytes} Bytes, die die Quelle listet.",
  "{name} came with {#bytes} bytes; the source lists {#listed}.": "{name} kam mit {bytes} Bytes; die Quelle listet {listed}.",
  "{name}: {#got} of {#length} bytes arrived.": "{name}: {got} von {length} Bytes kamen an.",
  "Nothing says how big {name} is, so Holdfast fetches it twice and compares.": "Nichts sagt, wie groß {name} ist, also holt Holdfast es zweimal und vergleicht.",
  "{source} has no {name} any more.": "{source} hat kein {name} mehr.",
  "{name} could not be copied. {@why}": "{name} konnte nicht kopiert werden. {why}",
  "There is no thumbnail of this file: no picture inside that can be shown.": "Von dieser Datei gibt es keine Vorschau: Es ist kein Bild darin, das sich zeigen lässt.",
  "There is no thumbnail of this file: it cannot be decoded.": "Von dieser Datei gibt es keine Vorschau: Sie lässt sich nicht dekodieren.",

  // what was asked for
  "There is no such group any more.": "Diese Gruppe gibt es nicht mehr.",
  "There is no such folder.": "Diesen Ordner gibt es nicht.",
  "There is nothing to undo.": "Es gibt nichts zurückzunehmen.",
  "There is nothing to do again.": "Es gibt nichts noch einmal zu tun.",
  "Nothing is said of these photos.": "Von diesen Fotos wird nichts gesagt.",
  "A shoot has a name.": "Ein Shooting hat einen Namen.",
  "A source needs a name.": "Eine Quelle braucht einen Namen.",
  "It takes two shoots to merge.": "Zum Vereinen braucht es zwei Shootings.",
  "Name two or more.": "Nenn zwei oder mehr.",
  "There is not enough room at {path}: {#size} bytes are needed, {#free} are free.": "Unter {path} ist nicht genug Platz: {size} Bytes werden gebraucht, {free} sind frei.",
  "{path} is not empty.": "{path} ist nicht leer.",
  "{who} is at work in {path}.": "{who} arbeitet in {path}.",
  "Holdfast is not set up in {path}.": "Holdfast ist in {path} nicht eingerichtet.",
  "Holdfast made a mistake of its own; the log has the details.": "Holdfast hat selbst einen Fehler gemacht; im Protokoll steht mehr.",
};
