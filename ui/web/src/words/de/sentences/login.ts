/** What keeps Holdfast from being started at login. */

export const LOGIN = {
  "Start the daemon yourself with `holdfast daemon start`, or try again.": "Starte den Dienst selbst mit `holdfast daemon start`, oder versuche es noch einmal.",
  "{path} was not written by Holdfast, so it was left as it is.": "{path} hat nicht Holdfast geschrieben, deshalb bleibt es, wie es ist.",
  "Move it away or rename it, then try again.": "Verschieb es oder benenne es um, dann versuche es noch einmal.",
  "{path} cannot be used: {why}.": "{path} kann nicht benutzt werden: {why}.",
  "Give yourself the right to write there, then try again.": "Gib dir das Recht, dort zu schreiben, dann versuche es noch einmal.",
  "This account has no home folder to put an entry for the login into.": "Dieses Konto hat keinen persönlichen Ordner, in dem ein Eintrag für die Anmeldung stehen könnte.",
  "The home folder {path} is not there, so there is no place for an entry.": "Den persönlichen Ordner {path} gibt es nicht, also auch keinen Platz für einen Eintrag.",
  "The path {path} has a character that an entry for the login cannot hold.": "Der Pfad {path} hat ein Zeichen, das in einem Eintrag für die Anmeldung nicht stehen kann.",
  "Rename that folder, then try again. Until then, `holdfast daemon start` works.": "Benenne den Ordner um, dann versuche es noch einmal. Bis dahin geht `holdfast daemon start`.",
  "The scheduled task {name} was not made by Holdfast, so it was left as it is.": "Die geplante Aufgabe {name} stammt nicht von Holdfast, deshalb bleibt sie, wie sie ist.",
  "{command} could not be run: {why}.": "{command} lief nicht: {why}.",
  "Windows would take a part of {path} for a variable, because it stands between two percent signs.": "Windows hielte einen Teil von {path} für eine Variable, weil er zwischen zwei Prozentzeichen steht.",
  "systemd refused the entry: {why}": "systemd hat den Eintrag abgelehnt: {why}",
  "launchd refused the entry: {why}": "launchd hat den Eintrag abgelehnt: {why}",
  "Windows refused the task: {why}": "Windows hat die Aufgabe abgelehnt: {why}",
  "Windows kept the task: {why}": "Windows hat die Aufgabe behalten: {why}",
  "Rename that task, then try again.": "Benenne die Aufgabe um, dann versuche es noch einmal.",
};
