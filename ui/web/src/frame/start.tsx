import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Live } from "@/api/live";
import { App } from "@/frame/App";
import { Boundary } from "@/frame/Boundary";

/** Shows the page; the language is known by now. */
export function start(): void {
  const place = document.getElementById("page");
  if (place === null) return;
  createRoot(place).render(
    <StrictMode>
      <Boundary>
        <App live={new Live()} />
      </Boundary>
    </StrictMode>,
  );
}
