/** In which language the page speaks. A change of it shows when the page is loaded again. */

import { keep, kept } from "@/frame/taste";

export type Language = "en" | "de" | "pseudo";
export type LanguageChoice = "auto" | Language;

/** What a person may choose. The pseudo-locale is for those who look after the page: `localStorage["holdfast.language"] = "pseudo"`. */
export const LANGUAGES: readonly LanguageChoice[] = ["auto", "en", "de"];

export function chosenLanguage(): LanguageChoice {
  const chosen = kept("language");
  return ([...LANGUAGES, "pseudo"] as const).find((language) => language === chosen) ?? "auto";
}

/** Keeps the choice; whoever calls this waits for it and loads the page again. */
export function chooseLanguage(language: LanguageChoice): Promise<void> {
  return keep("language", language);
}

/** The language of this page from its first word to its last. */
export const LANGUAGE: Language = settled(chosenLanguage(), systemLanguages());

/** The first language of the system that Holdfast speaks; English where it speaks none of them. */
export function settled(choice: LanguageChoice, system: readonly string[]): Language {
  if (choice !== "auto") return choice;
  const known = system.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "de");
  return known ?? "en";
}

function systemLanguages(): readonly string[] {
  return typeof navigator === "undefined" ? [] : navigator.languages;
}
