/** What a person did, as the list of it says. */

import type { Sentences } from "@/words/sentences";

export const DEEDS: Sentences = {
  "Kept {name} and set aside {@photos}": "{name} behalten und {photos} beiseitegelegt",
  "Kept the suggested one of {@groups}": "Das vorgeschlagene behalten von {groups}",
  "Called {@photos} different": "{photos} verschieden genannt",
  "Brought back {@photos}": "{photos} zurückgeholt",
  "Undone: {@what}.": "Zurückgenommen: {what}.",
  "{name} changed at its source, and what you said of it went along": "{name} wurde bei der Quelle geändert, und deine Angaben gingen mit",
  "Said no to “{name}”": "„{name}“ abgelehnt",
  "Said no to {@shoots}": "{shoots} abgelehnt",
  "Kept “{name}”": "„{name}“ behalten",
  "Kept {@shoots}": "{shoots} behalten",
  "Renamed “{name}” to “{now}”": "„{name}“ in „{now}“ umbenannt",
  "Described “{name}”": "„{name}“ beschrieben",
  "Made the shoot “{name}”": "Das Shooting „{name}“ angelegt",
  "Split “{name}”": "„{name}“ geteilt",
  "Merged {#count} shoots into “{name}”": "{count} Shootings zu „{name}“ vereint",
  "Took {@photos} out of “{name}”": "{photos} aus „{name}“ herausgenommen",
  "Put {@photos} into “{name}”": "{photos} in „{name}“ gelegt",
  "{@photos} taken out of “{name}”": "{photos} aus „{name}“ herausgenommen",
  "{@photos} put into “{name}”": "{photos} in „{name}“ gelegt",
  "Made the collection “{name}”": "Die Sammlung „{name}“ angelegt",
  "Moved a photo in “{name}”": "Ein Foto in „{name}“ verschoben",
  "Changed the collection “{name}”": "Die Sammlung „{name}“ geändert",
  "Moved the collection “{name}”": "Die Sammlung „{name}“ verschoben",
  "Removed the collection “{name}”": "Die Sammlung „{name}“ aufgelöst",
};
