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
import "@/styles/viewer.css";
import "@/styles/search.css";
import "@/styles/safety.css";
import "@/styles/shoots.css";
import "@/styles/statistics.css";
import "@/styles/own.css";
import "@/styles/duplicates.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Live } from "@/api/live";
import { App } from "@/frame/App";
import { Boundary } from "@/frame/Boundary";
import { wear } from "@/frame/theme";

wear();
// Each page finds its own place again: what it shows is not there yet when the browser looks for it.
history.scrollRestoration = "manual";

const place = document.getElementById("page");
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Boundary>
        <App live={new Live()} />
      </Boundary>
    </StrictMode>,
  );
}
