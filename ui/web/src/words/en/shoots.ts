/** The words of the page Shoots. */

export const shoots = {
  heading: "Shoots",
  skip: "Skip to the content",
} as const;
