import type { Status } from "@/api/types";
import type { Progress } from "@/domain/progress";

/** What every page about photos is told. */
export interface PlaceProps {
  status: Status;
  now: number;
  /** Nobody answers: what is shown is from before, and nothing can be asked for. */
  lost: boolean;
}

/** What a page about the work is told besides. */
export interface WholePlace extends PlaceProps {
  progress: Progress | null;
  /** Asks anew whether somebody answers. */
  again: () => void;
}
