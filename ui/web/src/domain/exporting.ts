import type { RestoreWanted } from "@/api/types";

/** What a person wants to take out of the library, as the form holds it. */
export interface Wanted {
  what: What;
  source: number | null;
  shoot: number | null;
  collection: number | null;
  query: string;
  picked: readonly number[];
  since: string;
  until: string;
  gone: boolean;
  names: "tree" | "months" | "own";
  template: string;
  xmp: NonNullable<RestoreWanted["xmp"]>;
  versions: boolean;
  form: "" | "csv" | "json" | "parquet";
}

export const WHATS = ["all", "source", "shoot", "collection", "search", "picked"] as const;
export type What = (typeof WHATS)[number];
export const NAMES = ["tree", "months", "own"] as const;
export const NAMINGS = ["none", "name.ext.xmp", "name.xmp", "both"] as const;
export const FORMS = ["", "csv", "json", "parquet"] as const;
/** The fields of a template, in the order in which they are offered. */
export const FIELDS = ["{source}", "{folder}", "{year}", "{month}", "{day}", "{name}", "{stem}", "{ext}", "{type}", "{sha256:8}"] as const;

export const EVERYTHING: Wanted = {
  what: "all", source: null, shoot: null, collection: null, query: "", picked: [], since: "", until: "", gone: true,
  names: "tree", template: "{year}/{month}/{name}", xmp: "none", versions: false, form: "",
};

const KEPT = "holdfast.out";

/** Another page says what is to be taken out; the page that asks how finds it. */
export function handOver(part: Partial<Wanted>): void {
  sessionStorage.setItem(KEPT, JSON.stringify(part));
}

/** What was handed over last; it lasts as long as the tab, so that a reload loses nothing. */
export function handedOver(): Wanted {
  try {
    return { ...EVERYTHING, ...(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<Wanted>) };
  } catch {
    return EVERYTHING;
  }
}

/** What is still missing before anything can be planned; null: nothing. */
export function lackingIn(wanted: Wanted): "source" | "shoot" | "collection" | "query" | "span" | "template" | null {
  if (wanted.what === "source" && wanted.source === null) return "source";
  if (wanted.what === "shoot" && wanted.shoot === null) return "shoot";
  if (wanted.what === "collection" && wanted.collection === null) return "collection";
  if (wanted.what === "search" && wanted.query.trim() === "") return "query";
  if (wanted.since !== "" && wanted.until !== "" && wanted.until < wanted.since) return "span";
  return wanted.names === "own" && wanted.template.trim() === "" ? "template" : null;
}

/** As the server is asked for it. */
export function bodyOf(wanted: Wanted): RestoreWanted {
  const { what } = wanted;
  return {
    sources: what === "source" && wanted.source !== null ? [wanted.source] : null,
    shoot: what === "shoot" ? wanted.shoot : null,
    collection: what === "collection" ? wanted.collection : null,
    query: what === "search" ? wanted.query.trim() : null,
    picked: what === "picked" ? [...wanted.picked] : null,
    since: wanted.since === "" ? null : wanted.since,
    until: wanted.until === "" ? null : wanted.until,
    structure: wanted.names === "own" ? wanted.template.trim() : wanted.names,
    gone: wanted.gone,
    xmp: wanted.xmp,
    versions: wanted.versions,
    form: wanted.form === "" ? null : wanted.form,
  };
}

/** The same for a terminal, where the command line has a way to say it: a shoot, a collection and a choice are the page's own. */
export function commandOf(wanted: Wanted, source: string | null): string | null {
  if (["shoot", "collection", "picked"].includes(wanted.what) || wanted.form !== "") return null;
  const structures = { tree: null, months: "{year}/{month}/{name}", own: wanted.template.trim() };
  const valued: [string, string | null][] = [
    ["--source", wanted.what === "source" ? source : null],
    ["--query", wanted.what === "search" ? wanted.query.trim() : null],
    ["--since", wanted.since === "" ? null : wanted.since],
    ["--until", wanted.until === "" ? null : wanted.until],
    ["--structure", structures[wanted.names]],
    ["--xmp", wanted.xmp === "none" ? null : wanted.xmp],
  ];
  const said = valued.flatMap(([name, value]) => (value === null ? [] : [name, quoted(value)]));
  return ["holdfast export --to FOLDER", ...said, ...(wanted.gone ? ["--gone"] : []), ...(wanted.versions ? ["--versions"] : [])].join(" ");
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
