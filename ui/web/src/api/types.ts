/** The shapes of the API by the names that the page uses; they come from the server's own description of itself. */

import type { components } from "@/api/schema";

type Shapes = components["schemas"];

export type Status = Shapes["Status"];
export type State = Status["state"];
export type Source = Shapes["Source"];
export type SourceKind = Source["kind"];
export type Counts = Pick<Source, "listed" | "safe" | "pending" | "failed" | "skipped" | "gone">;
export type Totals = Shapes["Totals"];
export type Library = Shapes["Library"];
export type TypeTotals = Shapes["TypeTotals"];
export type MediaType = TypeTotals["media_type"];
export type Job = Shapes["Job"];
export type JobRequest = Pick<Shapes["JobRequest"], "kind"> & Partial<Shapes["JobRequest"]>;
export type Problem = Shapes["Problem"];
export type Held = Shapes["Held"];
export type Failure = Shapes["Failure"];
export type FailureGroup = Shapes["FailureGroup"];
export type Failures = Shapes["Failures"];
export type Session = Shapes["Session"];
export type Sessions = Shapes["Sessions"];
export type Token = Shapes["Token"];
export type Folder = Shapes["Folder"];
export type Photo = Shapes["Photo"];
export type PhotoInFull = Shapes["PhotoInFull"];
export type PhotoState = Photo["state"];
export type Strength = NonNullable<Photo["strength"]>;
export type Strengths = Shapes["Strengths"];
export type Contents = Shapes["Contents"];
export type Budget = Shapes["Budget"];
export type SkippedPhotos = Shapes["SkippedPhotos"];
export type Saved = Shapes["Saved"];
export type SaveRequest = Shapes["SaveRequest"];
