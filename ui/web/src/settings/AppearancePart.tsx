import { useId, useState } from "react";

import { chooseLetters, chosenLetters, type Letters, LETTERS } from "@/frame/shortcuts";
import { choose, chosenTheme, type Theme, THEMES } from "@/frame/theme";
import { words } from "@/words";
import { chooseLanguage, chosenLanguage, type LanguageChoice, LANGUAGES } from "@/words/language";

const say = words.settings.appearance;

/** How the page looks and listens. All of it works at once, and in the next window too. */
export function AppearancePart() {
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [letters, setLetters] = useState<Letters>(chosenLetters);
  const language = chosenLanguage();
  return (
    <>
      <section className="panel" aria-labelledby="appearance-heading">
        <h2 id="appearance-heading" className="heading">{say.heading}</h2>
        <Choice {...say.theme} all={THEMES} names={words.theme} chosen={theme} pick={(next) => { choose(next); setTheme(next); }} />
        <Choice<LanguageChoice> {...say.language} all={LANGUAGES} names={{ ...say.language.names, pseudo: "" }} chosen={language} pick={(next) => { void chooseLanguage(next).then(() => { location.reload(); }); }} />
      </section>
      <section className="panel" aria-labelledby="keys-heading">
        <h2 id="keys-heading" className="heading">{say.keys}</h2>
        <Choice {...say.letters} all={LETTERS} chosen={letters} pick={(next) => { chooseLetters(next); setLetters(next); }} />
      </section>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  effect: string;
  all: readonly T[];
  names: Readonly<Record<T, string>>;
  chosen: T;
  pick: (next: T) => void;
}

function Choice<T extends string>({ label, effect, all, names, chosen, pick }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="setting">
      <div className="setting-what">
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-effect`} className="effect">{effect}</p>
      </div>
      <div className="setting-value">
        <select id={id} className="field setting-choice" value={chosen} aria-describedby={`${id}-effect`} onChange={(event) => {
          const next = all.find((one) => one === event.target.value);
          if (next !== undefined) pick(next);
        }}>
          {all.map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      </div>
    </div>
  );
}
