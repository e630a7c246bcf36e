"""A person without a mouse: Tab, letters and arrows, nothing else; and they always see where they are."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Waited

# Why the focus cannot be seen; empty: it can. A heading or region that a script gave the focus to is read out and not
# operated: it needs no ring. An input that its label draws is seen as that label.
UNSEEN = """() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return "Nothing has the focus.";
  const drawn = one.matches(".unseen, .choice input, .out-kind input") ? one.closest("label") ?? one : one;
  const told = drawn.outerHTML.slice(0, 160);
  const box = drawn.getBoundingClientRect();
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  if (bottom - top < 1 || right - left < 1) return `It is out of view: ${told}`;
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const covered = over !== null && !drawn.contains(over) && !over.contains(drawn);
  if (covered) return `Hidden by ${over.outerHTML.slice(0, 99)}: ${told}`;
  if (one.tabIndex < 0) return "";
  for (let at = one, up = 0; at instanceof Element && up < 4; at = at.parentElement, up += 1) {
    const { outlineStyle, outlineWidth, stroke } = getComputedStyle(at);
    if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) return "";
  }
  return `It has no ring: ${told}`;
}"""
OUTSIDE = "document.activeElement === document.body"
MOST = 90


@dataclass
class Hands:
    """What a keyboard does to a page. After every step the focus can be seen, or this is where the test fails."""

    page: Page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.sees_focus(key)

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.sees_focus(text)

    def to(self, wanted: Locator, key: str = "Tab") -> None:
        """Go there by this key alone; behind the end of the page it begins anew."""
        wanted.wait_for(state="attached")
        for _ in range(MOST):
            if self.is_at(wanted):
                return
            self.page.keyboard.press(key)
            if not self.page.evaluate(OUTSIDE):
                self.sees_focus(key)
        raise AssertionError(f"{key} never came to {wanted}")

    def use(self, wanted: Locator, key: str = "Enter") -> None:
        """Go there, and press it; not while what was asked for before is still under way."""
        expect(wanted).not_to_have_attribute("aria-disabled", "true")
        self.to(wanted)
        self.press(key)

    def is_at(self, wanted: Locator) -> bool:
        return bool(wanted.evaluate_all("(found) => found.includes(document.activeElement)"))

    def sees_focus(self, after: str) -> None:
        """It may take a moment: what had it goes away, and what comes in its place is read first."""
        try:
            self.page.wait_for_function(f"() => ({UNSEEN})() === ''")
        except Waited:
            raise AssertionError(f"After {after!r}: {self.page.evaluate(UNSEEN)}") from None
