/** What a person can do about each problem. Every card has a button, or says when it is tried again by itself. */

import type { Card } from "@/api/types";

/** `retry`: fetch again · `repair`: fetch what the drive lost · `edited`: say which bytes count · `sign-in`: another key · `accept`: believe a disappearance · `library`: say where
 * it is · `absent`: say what files gone at once mean · `look`: it was mended, go on · `backup`, `verify`, `drill`: do that now · `wait`: nothing to do. */
export type Remedy = "retry" | "repair" | "edited" | "sign-in" | "accept" | "library" | "absent" | "look" | "backup" | "verify" | "drill" | "wait";

export const REMEDIES: readonly Remedy[] = ["retry", "repair", "edited", "sign-in", "accept", "library", "absent", "look", "backup", "verify", "drill", "wait"];

const AWAY = ["LIBRARY_OFFLINE", "LIBRARY_WRONG", "MARKER_MISSING"];
const LOST = ["DAMAGED", "MISSING"];

/** The one way on from a problem. */
export function remedyOf({ subject, code, passes }: Pick<Card, "subject" | "code" | "passes">): Remedy {
  switch (subject) {
    case "photos":
      return code === "EDITED" ? "edited" : LOST.includes(code) ? "repair" : "retry";
    case "source":
      return code === "AUTH_REVOKED" ? "sign-in" : passes ? "wait" : "look";
    case "held":
      return "accept";
    case "stale":
      return "backup";
    case "library":
      return AWAY.includes(code) ? "library" : "look";
    case "reading":
      return "absent";
    case "lost":
      return "verify";
    case "drill":
      return "drill";
  }
}

/** Cards in the order of a person's interest: what needs them, what passes by itself, what they know of. */
export interface Sorted {
  needed: readonly Card[];
  passing: readonly Card[];
  known: readonly Card[];
}

export function sorted(cards: readonly Card[]): Sorted {
  const open = cards.filter((card) => card.known_at === null);
  const bySize = (a: Card, b: Card) => rank(a) - rank(b) || b.photos - a.photos || a.id - b.id;
  return {
    needed: open.filter((card) => !card.passes).sort(bySize),
    passing: open.filter((card) => card.passes).sort(bySize),
    known: cards.filter((card) => card.known_at !== null).sort(bySize),
  };
}

/** What stops everything comes before single photos. */
function rank({ subject }: Card): number {
  return ["library", "source", "held", "reading", "stale", "lost", "drill", "photos"].indexOf(subject);
}

/** Whether it stands as a problem or as something to look at. */
export function stateOf(card: Pick<Card, "subject" | "passes">): "waiting" | "problem" | "attention" {
  if (card.passes) return "waiting";
  return card.subject === "library" || card.subject === "source" ? "problem" : "attention";
}
