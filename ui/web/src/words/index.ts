/** The words of the page, in the language that was chosen. */

export { words } from "@/words/en";
