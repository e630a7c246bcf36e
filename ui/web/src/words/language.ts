/** In which language the page speaks. The person's choice is kept in this browser; a change shows when the page is loaded again. */

export type Language = "en" | "de" | "pseudo";
export type LanguageChoice = "auto" | Language;

/** What a person may choose. The pseudo-locale is for those who look after the page: `localStorage["holdfast.language"] = "pseudo"`. */
export const LANGUAGES: readonly LanguageChoice[] = ["auto", "en", "de"];

const PLACE = "holdfast.language";

export function chosenLanguage(): LanguageChoice {
  const kept = stored();
  return ([...LANGUAGES, "pseudo"] as const).find((language) => language === kept) ?? "auto";
}

/** Keeps the choice; whoever calls this loads the page again. */
export function chooseLanguage(language: LanguageChoice): void {
  try {
    localStorage.setItem(PLACE, language);
  } catch {
    // A window that keeps nothing goes on in the language of the system.
  }
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

function stored(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}
