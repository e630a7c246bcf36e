import "@fontsource-variable/inter/opsz.css";
import "@/styles/tokens.css";
import "@/styles/base.css";
import "@/styles/parts.css";
import "@/styles/hero.css";
import "@/styles/layout.css";
import "@/styles/sources.css";
import "@/styles/trouble.css";
import "@/styles/problems.css";
import "@/styles/side.css";
import "@/styles/history.css";
import "@/styles/empty.css";
import "@/styles/pages.css";
import "@/styles/folders.css";
import "@/styles/grid.css";
import "@/styles/search.css";
import "@/styles/safety.css";
import "@/styles/shoots.css";
import "@/styles/statistics.css";
import "@/styles/own.css";
import "@/styles/duplicates.css";
import "@/styles/forms.css";
import "@/styles/cards.css";
import "@/styles/timeline.css";
import "@/styles/everywhere.css";
import "@/styles/activity.css";

import { wear } from "@/frame/theme";
import { speak } from "@/words";

wear();
// Each page finds its own place again: what it shows is not there yet when the browser looks for it.
history.scrollRestoration = "manual";

// Words are read while modules load: none that reads any may be loaded before the language is there.
void speak()
  .then(() => import("@/frame/start"))
  .then(({ start }) => start());
