import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is bundled, and under which licence: the text of each goes out with the page. */
const BUNDLED = ["react", "react-dom", "scheduler", "lucide-react", "topojson-client", "world-atlas", "@fontsource-variable/inter"];

function licences(): Plugin {
  return {
    name: "holdfast-licences",
    apply: "build",
    generateBundle() {
      const texts = BUNDLED.map((name) => `${name}\n\n${readFileSync(here(`node_modules/${name}/LICENSE`), "utf8")}`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n\n${"-".repeat(78)}\n\n`) });
    },
  };
}

/** The theme must be known before the first paint: the page's one script blocks rendering, for some ten milliseconds. */
function blockRendering(): Plugin {
  return {
    name: "holdfast-block-rendering",
    transformIndexHtml: { order: "post", handler: (html) => html.replace("<script type=\"module\"", "$& blocking=\"render\"") },
  };
}

export default defineConfig({
  base: "/",
  plugins: [react(), licences(), blockRendering()],
  resolve: { alias: { "@": here("src") } },
  build: {
    outDir: here("../holdfast_ui/static/app"),
    emptyOutDir: true,
    target: ["chrome111", "firefox128", "safari16.4"],
    // The Content-Security-Policy knows no data: URLs and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": process.env["HOLDFAST_SERVER"] ?? "http://127.0.0.1:8765" } },
});
