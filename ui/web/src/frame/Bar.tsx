import { Menu, Monitor, Moon, Sun, type LucideIcon } from "lucide-react";
import { use, useState } from "react";

import type { Route } from "@/domain/route";
import { Needed } from "@/frame/needed";
import { PLACES } from "@/frame/pages";
import { choose, chosenTheme, type Theme, THEMES } from "@/frame/theme";
import { useRoute } from "@/frame/useRoute";
import { Mark } from "@/shapes/Mark";
import { words } from "@/words";

const ICONS: Record<Theme, LucideIcon> = { auto: Monitor, light: Sun, dark: Moon };

/** The name, the pages and the preferences. It stands beside the page, and comes after the answer for keyboards and screen readers. */
export function Bar({ pages = false }: { pages?: boolean }) {
  const route = useRoute();
  const [openAt, setOpenAt] = useState<Route | null>(null); // the list of pages closes by itself where it led somewhere
  const open = openAt === route;
  return (
    <header className="bar" data-pages={pages} data-open={open}>
      <p className="brand">
        <Mark />
        <span className="brand-name">{words.name}</span>
      </p>
      {pages ? (
        <button type="button" className="icon-button bar-menu" aria-expanded={open} aria-label={words.nav.menu} title={words.nav.menu} onClick={() => setOpenAt(open ? null : route)}>
          <Menu size={18} aria-hidden="true" />
        </button>
      ) : null}
      {pages ? <Pages page={route.page} /> : null}
      <ThemeChoice />
    </header>
  );
}

function Pages({ page }: { page: string }) {
  const needed = use(Needed);
  return (
    <nav className="pages" aria-label={words.nav.label}>
      {PLACES.map((group) => (
        <ul key={group[0]?.page} className="pages-group">
          {group.map(({ page: name, address, Icon }) => (
            <li key={name}>
              <a className="pages-link" href={address} aria-current={page === name ? "page" : undefined} title={words.nav[name]}>
                <Icon size={17} aria-hidden="true" />
                <span className="pages-name">{words.nav[name]}</span>
                {name === "problems" && needed > 0 ? <Count needed={needed} /> : null}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}

function Count({ needed }: { needed: number }) {
  return (
    <>
      <span className="pages-count" aria-hidden="true">
        {needed > 99 ? "99+" : words.number(needed)}
      </span>
      <span className="unseen">{words.cards.badge(needed)}</span>
    </>
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
