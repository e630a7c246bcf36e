/** What every part of the page may do with the page as a whole. */

import { createContext } from "react";

export interface Page {
  refresh: () => Promise<void>;
  /** Says what went wrong, in words. */
  tell: (error: unknown) => void;
  /** Takes back what was said. */
  forget: () => void;
}

export const PageContext = createContext<Page>({
  refresh: () => Promise.resolve(),
  tell: () => undefined,
  forget: () => undefined,
});
