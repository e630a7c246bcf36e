/** Bytes as people read them: decimal units, three figures. */

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "petabyte"] as const;

/** The power of 1000 in which a size is best said, rounding included: 999.9 MB is 1 GB. */
function power(bytes: number): number {
  let at = 0;
  let value = Math.abs(bytes);
  while (at < UNITS.length - 1 && Number(value.toPrecision(3)) >= 1000) {
    value /= 1000;
    at += 1;
  }
  return at;
}

function figures(locale: string, value: number, unit?: string): string {
  const form: Intl.NumberFormatOptions = { maximumSignificantDigits: 3, roundingPriority: "auto" };
  return new Intl.NumberFormat(locale, unit ? { ...form, style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short" } : form).format(value);
}

/** `254 GB`, `12.4 MB`, `0 bytes`. */
export function size(locale: string, bytes: number): string {
  const at = power(bytes);
  return figures(locale, bytes / 1000 ** at, UNITS[at]);
}

/** `96 of 254 GB`: both in the unit of the second, which is said once; `of` comes from the catalogue of words. */
export function sizeOfSize(locale: string, done: number, total: number, of: (a: string, b: string) => string): string {
  const at = power(total);
  // No figure finer than those of the total: 95.8412 of 254 would say more than anybody wants to know.
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.max(1, total / 1000 ** at))));
  const part = new Intl.NumberFormat(locale, { maximumFractionDigits: at === 0 ? 0 : decimals });
  return of(part.format(Math.min(done, total) / 1000 ** at), figures(locale, total / 1000 ** at, UNITS[at]));
}
