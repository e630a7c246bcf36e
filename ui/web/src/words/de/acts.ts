/** German: the list of what a person did. */

import type { Area } from "@/words/shape";

export const acts: Area<"acts"> = {
  heading: "Was du zuletzt getan hast",
  loading: "Deine Schritte werden gelesen…",
  none: "Noch nichts. Was du bewertest, verschlagwortest, behältst und entscheidest, steht hier und lässt sich zurücknehmen.",
  undo: "Rückgängig",
  redo: "Noch einmal",
  undone: "Zurückgenommen.",
};
