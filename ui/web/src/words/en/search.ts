/** The words of the page Search. */

export const search = {
  heading: "Search",
  skip: "Skip to the content",
} as const;
