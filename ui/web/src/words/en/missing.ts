/** The words of the page Missing. */

export const missing = {
  heading: "Missing facts",
  skip: "Skip to the content",
} as const;
