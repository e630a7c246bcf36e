import { Monitor, Moon, Sun, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { addressOf, HOME, listAt, SAFETY, searchFor } from "@/domain/route";
import { choose, chosenTheme, type Theme, THEMES } from "@/frame/theme";
import { useRoute } from "@/frame/useRoute";
import { Mark } from "@/shapes/Mark";
import { words } from "@/words/en";

const ICONS: Record<Theme, LucideIcon> = { auto: Monitor, light: Sun, dark: Moon };

/** The name, the pages and the preferences. It stands at the top, and comes after the answer for keyboards and screen readers. */
export function Bar({ pages = false }: { pages?: boolean }) {
  return (
    <header className="bar">
      <p className="brand">
        <Mark />
        <span className="brand-name">{words.name}</span>
      </p>
      {pages ? <Pages /> : null}
      <ThemeChoice />
    </header>
  );
}

/** The pages in their order, each with its address. */
const PAGES = [
  ["home", HOME],
  ["folders", addressOf(null)],
  ["search", searchFor("")],
  ["shoots", listAt("shoots")],
  ["collections", listAt("collections")],
  ["duplicates", listAt("duplicates")],
  ["statistics", listAt("statistics")],
  ["safety", SAFETY],
] as const;

function Pages() {
  const { page } = useRoute();
  return (
    <nav className="pages" aria-label={words.nav.label}>
      {PAGES.map(([name, address]) => (
        <a key={name} className="pages-link" href={address} aria-current={page === name ? "page" : undefined}>
          {words.nav[name === "folders" ? "photos" : name]}
        </a>
      ))}
    </nav>
  );
}

function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const pick = (next: Theme) => {
    choose(next);
    setTheme(next);
  };
  return (
    <fieldset className="segments">
      <legend className="unseen">{words.theme.label}</legend>
      {THEMES.map((name) => (
        <Segment key={name} name={name} chosen={name === theme} pick={pick} />
      ))}
    </fieldset>
  );
}

function Segment({ name, chosen, pick }: { name: Theme; chosen: boolean; pick: (name: Theme) => void }) {
  const Icon = ICONS[name];
  return (
    <label className="segment" data-chosen={chosen} title={words.theme[name]}>
      <input className="unseen" type="radio" name="theme" value={name} checked={chosen} onChange={() => pick(name)} />
      <Icon size={15} aria-hidden="true" />
      <span className="unseen">{words.theme[name]}</span>
    </label>
  );
}
