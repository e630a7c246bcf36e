import { createContext } from "react";

/** How many problems need the person, who has not said yet that they know. */
export const Needed = createContext(0);
