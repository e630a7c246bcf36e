/** The words of the page Collections. */

export const collections = {
  heading: "Collections",
  skip: "Skip to the content",
} as const;
