import type { Folder } from "@/api/types";
import { words } from "@/words";

/** A folder may have an empty name at its source. */
export function nameOf(folder: Folder): string {
  return folder.name === "" ? words.folders.unnamed : folder.name;
}
