/** The words of the page Duplicates. */

export const duplicates = {
  heading: "Duplicates",
  skip: "Skip to the content",
} as const;
